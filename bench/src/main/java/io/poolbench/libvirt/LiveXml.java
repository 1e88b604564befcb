package io.poolbench.libvirt;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What a live domain XML says. */
public final class LiveXml {
  /** Not seen by the guest: host-side names, files, labels and numbers given at run time. */
  private static final Set<String> HOST_SIDE =
      Set.of("name", "uuid", "metadata", "seclabel", "source", "backingStore", "alias", "driver");

  private static final Set<String> HOST_FILES = Set.of("kernel", "initrd", "emulator");

  private LiveXml() {}

  /** The disk element, or an empty text when there is no disk. */
  static String disk(String domainXml) {
    Document document = parse(domainXml);
    NodeList disks = document.getElementsByTagName("disk");
    return disks.getLength() == 0 ? "" : write(disks.item(0));
  }

  /** The disk's alias, by which QEMU knows its device. */
  static Optional<String> diskAlias(String domainXml) {
    return diskPart(domainXml, "alias").map(alias -> alias.getAttribute("name"));
  }

  /** What libvirt says of the disk's driver and QEMU cannot be asked for, by name. */
  static Map<String, String> driver(String domainXml) {
    Map<String, String> driver = new LinkedHashMap<>();
    diskPart(domainXml, "driver")
        .ifPresent(
            element -> {
              for (String attribute : List.of("io", "discard")) {
                driver.put("libvirt " + attribute, element.getAttribute(attribute));
              }
              NodeList size = element.getElementsByTagName("max_size");
              if (size.getLength() > 0) {
                driver.put("libvirt metadata cache", size.item(0).getTextContent());
              }
            });
    return driver;
  }

  private static Optional<Element> diskPart(String domainXml, String tag) {
    NodeList disks = parse(domainXml).getElementsByTagName("disk");
    return disks.getLength() == 0
        ? Optional.empty()
        : children((Element) disks.item(0)).stream()
            .filter(child -> child.getTagName().equals(tag))
            .findFirst();
  }

  /**
   * SHA-256 of the guest-visible part: everything but what only the host sees. Two guests with
   * equal digests see the same machine.
   */
  public static String guestDigest(String domainXml) {
    return sha256(guestVisible(domainXml));
  }

  /** The guest-visible part of a live domain XML, normalised. */
  public static String guestVisible(String domainXml) {
    Document document = parse(domainXml);
    Element root = document.getDocumentElement();
    root.removeAttribute("id");
    strip(root);
    return write(root);
  }

  private static void strip(Element element) {
    for (Element child : children(element)) {
      String tag = child.getTagName();
      boolean guestDriver = tag.equals("driver") && !child.getAttribute("queues").isEmpty();
      if (guestDriver) {
        keepOnlyQueues(child);
      } else if (HOST_SIDE.contains(tag) || HOST_FILES.contains(tag)) {
        element.removeChild(child);
      } else {
        if (tag.equals("disk")) {
          // file, block or network: where the host keeps it
          child.removeAttribute("type");
        }
        if (tag.equals("target")) {
          // whether the agent has its channel open at this moment
          child.removeAttribute("state");
        }
        strip(child);
      }
    }
    for (Node node : nodes(element)) {
      if (node.getNodeType() == Node.TEXT_NODE && node.getTextContent().isBlank()) {
        element.removeChild(node);
      }
    }
  }

  private static void keepOnlyQueues(Element driver) {
    String queues = driver.getAttribute("queues");
    while (driver.getAttributes().getLength() > 0) {
      driver.removeAttribute(driver.getAttributes().item(0).getNodeName());
    }
    driver.setAttribute("queues", queues);
    // how much of an image's tables QEMU keeps in memory
    nodes(driver).forEach(driver::removeChild);
  }

  private static List<Element> children(Element element) {
    return nodes(element).stream()
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .toList();
  }

  private static List<Node> nodes(Element element) {
    NodeList list = element.getChildNodes();
    return java.util.stream.IntStream.range(0, list.getLength()).mapToObj(list::item).toList();
  }

  private static Document parse(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (Exception e) {
      throw new HypervisorException("libvirt's domain XML cannot be read: " + e.getMessage(), e);
    }
  }

  private static String write(Node node) {
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter text = new StringWriter();
      transformer.transform(new DOMSource(node), new StreamResult(text));
      return text.toString();
    } catch (Exception e) {
      throw new HypervisorException("the domain XML cannot be written: " + e.getMessage(), e);
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
