package io.poolbench.libvirt;

import io.poolbench.backend.PoolSpec;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.libvirt.StoragePool;
import org.libvirt.jna.Libvirt;

/** A connection to libvirt. */
public final class Hypervisor implements AutoCloseable {
  static final Duration SHORT = Duration.ofSeconds(30);
  static final Duration LONG = Duration.ofMinutes(5);

  /** Bit 0 and 1 of virStoragePoolCreateFlags: build it, overwriting what is there. */
  private static final int CREATE_WITH_BUILD = 1;

  private static final int CREATE_WITH_BUILD_OVERWRITE = 2;

  // JNA keeps callbacks weakly: without this reference the silence would end at the next collection
  private static final Libvirt.VirErrorCallback SILENT = (userData, error) -> {};

  private final String uri;
  private final Connect connect;

  private Hypervisor(String uri, Connect connect) {
    this.uri = uri;
    this.connect = connect;
  }

  /**
   * Connects.
   *
   * @param uri as virsh takes it, such as {@code qemu:///system}
   * @throws HypervisorException when libvirt cannot be reached; the message says what to try
   */
  public static Hypervisor connect(String uri) {
    try {
      Connect.setErrorCallback(SILENT);
      EventLoop.start();
      Connect connect = Deadline.call("connect to " + uri, SHORT, () -> new Connect(uri));
      return new Hypervisor(uri, connect);
    } catch (LibvirtException e) {
      throw new HypervisorException("libvirt could not be initialised: " + e.getMessage(), e);
    }
  }

  public String uri() {
    return uri;
  }

  /** Versions of libvirt and QEMU, by name. */
  public Map<String, String> versions() {
    return Deadline.call(
        "tell its versions",
        SHORT,
        () -> {
          Map<String, String> versions = new LinkedHashMap<>();
          versions.put("libvirt", version(connect.getLibVersion()));
          versions.put("QEMU", version(connect.getVersion()));
          return versions;
        });
  }

  /** libvirt's numbers: major × 1,000,000 + minor × 1,000 + release. */
  private static String version(long number) {
    return number / 1_000_000 + "." + number / 1_000 % 1_000 + "." + number % 1_000;
  }

  /** The kinds of storage pool this libvirt can make, such as {@code dir}, {@code disk}. */
  public Set<String> poolTypes() {
    String xml = Deadline.call("tell its pool types", SHORT, () -> PoolCapabilities.xml(connect));
    Set<String> types = new HashSet<>();
    Matcher matcher = Pattern.compile("<pool type='([^']+)' supported='yes'").matcher(xml);
    while (matcher.find()) {
      types.add(matcher.group(1));
    }
    return types;
  }

  /** The user that QEMU runs as, by number; empty when libvirt does not change the user. */
  public OptionalLong qemuUser() {
    String xml = Deadline.call("tell its capabilities", SHORT, connect::getCapabilities);
    Matcher user =
        Pattern.compile(
                "<model>dac</model>.*?<baselabel type='(?:kvm|qemu)'>\\+(\\d+):", Pattern.DOTALL)
            .matcher(xml);
    return user.find() ? OptionalLong.of(Long.parseLong(user.group(1))) : OptionalLong.empty();
  }

  /** Creates a transient pool, built where the backend wants it built. */
  public Pool createPool(Journal journal, PoolSpec spec) throws Exception {
    int flags = spec.overwrite() ? CREATE_WITH_BUILD | CREATE_WITH_BUILD_OVERWRITE : 0;
    Creation creation = new Creation(PoolUndoer.KIND, spec.name(), Map.of("uri", uri));
    StoragePool[] made = new StoragePool[1];
    var lease =
        journal.acquire(
            creation,
            () -> {
              made[0] =
                  Deadline.call(
                      "create the " + spec.type() + " pool " + spec.name(),
                      LONG,
                      () -> connect.storagePoolCreateXML(spec.xml(), flags));
              return made[0];
            });
    return new Pool(spec.name(), made[0], lease);
  }

  /**
   * Starts a transient guest that ends when this connection does.
   *
   * @param xml libvirt's domain XML
   */
  public GuestDomain start(Journal journal, String name, String xml) throws Exception {
    Creation creation = new Creation(DomainUndoer.KIND, name, Map.of("uri", uri));
    Domain[] made = new Domain[1];
    var lease =
        journal.acquire(
            creation,
            () -> {
              made[0] =
                  Deadline.call(
                      "start the guest " + name,
                      LONG,
                      () -> connect.domainCreateXML(xml, Domain.CreateFlags.AUTODESTROY));
              return made[0];
            });
    return new GuestDomain(name, made[0], lease);
  }

  /** Ends a guest by name; one that is not there is ended already. */
  void destroyDomain(String name) {
    try {
      Deadline.call(
          "end the guest " + name,
          SHORT,
          () -> {
            Domain domain = connect.domainLookupByName(name);
            domain.destroy();
            domain.free();
            return true;
          });
    } catch (HypervisorException e) {
      if (!Deadline.isMissing(e)) {
        throw e;
      }
    }
  }

  /** Ends a transient pool by name, leaving its data; one that is not there is ended already. */
  void destroyPool(String name) {
    try {
      Deadline.call(
          "end the pool " + name,
          LONG,
          () -> {
            StoragePool pool = connect.storagePoolLookupByName(name);
            pool.destroy();
            pool.free();
            return true;
          });
    } catch (HypervisorException e) {
      if (!Deadline.isMissing(e)) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    Deadline.call("close the connection", SHORT, connect::close);
  }
}
