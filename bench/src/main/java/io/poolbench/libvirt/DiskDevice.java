package io.poolbench.libvirt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The disk under test as QEMU's device and as libvirt's live XML have it: what {@link BlockNodes}
 * cannot tell. QEMU has no question for aio, discard and the size of the cache of qcow2's tables;
 * it refuses a disk that cannot have what libvirt asks for, so libvirt's word stands for these.
 */
public final class DiskDevice {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where QEMU keeps devices by libvirt's alias. */
  private static final String PERIPHERAL = "/machine/peripheral/";

  private DiskDevice() {}

  /**
   * Settings as they took effect, by name; empty without a disk.
   *
   * @param domainXml the guest's live XML with the disk attached
   */
  public static Map<String, String> effective(GuestDomain guest, String domainXml) {
    Map<String, String> effective = new LinkedHashMap<>(LiveXml.driver(domainXml));
    Optional<String> alias = LiveXml.diskAlias(domainXml);
    if (alias.isPresent()) {
      String path = PERIPHERAL + alias.get();
      property(guest.monitor(question(path, "write-cache")))
          .ifPresent(value -> effective.put("QEMU write cache", value));
      effective.put(
          "QEMU iothread",
          property(guest.monitor(question(path, "iothread"))).orElse("").isEmpty() ? "off" : "on");
    }
    return effective;
  }

  private static String question(String path, String property) {
    return "{\"execute\":\"qom-get\",\"arguments\":{\"path\":\"%s\",\"property\":\"%s\"}}"
        .formatted(path, property);
  }

  /** A property's value; empty for one that the device does not have. */
  static Optional<String> property(String answer) {
    try {
      JsonNode value = JSON.readTree(answer).path("return");
      return value.isMissingNode() ? Optional.empty() : Optional.of(value.asText());
    } catch (JsonProcessingException e) {
      throw new HypervisorException("QEMU's monitor answered no JSON: " + answer, e);
    }
  }
}
