package io.poolbench.libvirt;

import io.poolbench.backend.Chap;
import io.poolbench.backend.Login;
import io.poolbench.backend.Passphrase;
import io.poolbench.backend.PoolSpec;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import org.libvirt.StoragePool;
import org.libvirt.jna.Libvirt;

/** A libvirt, by way of a connection that is made anew when it was lost. */
public final class Hypervisor implements AutoCloseable {
  /** Bit 0 and 1 of virStoragePoolCreateFlags: build it, overwriting what is there. */
  private static final int CREATE_WITH_BUILD = 1;

  private static final int CREATE_WITH_BUILD_OVERWRITE = 2;

  // JNA keeps callbacks weakly: without this reference the silence would end at the next collection
  private static final Libvirt.VirErrorCallback SILENT = (userData, error) -> {};

  private final Connection connection;

  private Hypervisor(Connection connection) {
    this.connection = connection;
  }

  /**
   * Connects.
   *
   * @param uri as virsh takes it, such as {@code qemu:///system}
   * @throws HypervisorException when libvirt cannot be reached; the message says what to try
   */
  public static Hypervisor connect(String uri) {
    Hypervisor hypervisor = at(uri);
    hypervisor.open();
    return hypervisor;
  }

  /** The libvirt at a URI, not connected to yet. */
  static Hypervisor at(String uri) {
    try {
      Connect.setErrorCallback(SILENT);
      EventLoop.start();
      return new Hypervisor(new Connection(uri, Deadlines.ofSystem()));
    } catch (LibvirtException e) {
      throw new HypervisorException("libvirt could not be initialised: " + e.getMessage(), e);
    }
  }

  void open() {
    connection.open();
  }

  public String uri() {
    return connection.uri();
  }

  /** Versions of libvirt and QEMU, by name. */
  public Map<String, String> versions() {
    return connection.ask(
        "tell its versions",
        connect -> {
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
    String xml = connection.ask("tell its pool types", PoolCapabilities::xml);
    Set<String> types = new HashSet<>();
    Matcher matcher = Pattern.compile("<pool type='([^']+)' supported='yes'").matcher(xml);
    while (matcher.find()) {
      types.add(matcher.group(1));
    }
    return types;
  }

  /** The user that QEMU runs as, by number; empty when libvirt does not change the user. */
  public OptionalLong qemuUser() {
    String xml = connection.ask("tell its capabilities", Connect::getCapabilities);
    Matcher user =
        Pattern.compile(
                "<model>dac</model>.*?<baselabel type='(?:kvm|qemu)'>\\+(\\d+):", Pattern.DOTALL)
            .matcher(xml);
    return user.find() ? OptionalLong.of(Long.parseLong(user.group(1))) : OptionalLong.empty();
  }

  /**
   * Creates a transient pool, built where the backend wants it built. The password of a target that
   * asks for one is known to libvirt only until the pool is there.
   */
  public Pool createPool(Journal journal, PoolSpec spec) throws Exception {
    Optional<Chap> chap = spec.login().filter(Login::byKernel).flatMap(Login::chap);
    if (chap.isEmpty()) {
      return create(journal, spec);
    }
    String password = chap.get().password();
    try (Lease secret =
        Secrets.define(journal, connection, Secrets.Type.ISCSI, spec.name(), password)) {
      return create(journal, spec);
    } catch (HypervisorException e) {
      // libvirt hands it to iscsiadm as an argument, and quotes the arguments of what failed
      if (String.valueOf(e.getMessage()).contains(password)) {
        throw new HypervisorException(
            String.valueOf(e.getMessage()).replace(password, "(password)"));
      }
      throw e;
    }
  }

  /**
   * Tells libvirt the password of a target that it and QEMU log in to by themselves, for as long as
   * they do: in its memory, and not told again.
   *
   * @param usage the name by which pool and guest refer to it
   */
  public Lease defineSecret(Journal journal, String usage, Chap chap) throws Exception {
    return Secrets.define(journal, connection, Secrets.Type.ISCSI, usage, chap.password());
  }

  /**
   * Tells libvirt the passphrase of a volume's encryption, for as long as the volume is used: in
   * its memory, and not told again.
   *
   * @param usage the name by which volume and guest refer to it
   */
  public Lease defineSecret(Journal journal, String usage, Passphrase passphrase) throws Exception {
    return Secrets.define(journal, connection, Secrets.Type.VOLUME, usage, passphrase.text());
  }

  private Pool create(Journal journal, PoolSpec spec) throws Exception {
    int flags = spec.overwrite() ? CREATE_WITH_BUILD | CREATE_WITH_BUILD_OVERWRITE : 0;
    Identity identity = new Identity();
    String xml = identity.in(spec.xml());
    Lease lease =
        journal.acquire(
            identity.creation(PoolUndoer.KIND, spec.name(), uri()),
            () ->
                connection.call(
                    "create the " + spec.type() + " pool " + spec.name(),
                    connection.deadlines().work(),
                    connect -> {
                      connect.storagePoolCreateXML(xml, flags).free();
                      return true;
                    }));
    return new Pool(connection, lease);
  }

  /**
   * Starts a transient guest that ends when this connection does.
   *
   * @param xml libvirt's domain XML
   */
  public GuestDomain start(Journal journal, String name, String xml) throws Exception {
    Identity identity = new Identity();
    String identified = identity.in(xml);
    Lease lease =
        journal.acquire(
            identity.creation(DomainUndoer.KIND, name, uri()),
            () ->
                connection.call(
                    "start the guest " + name,
                    connection.deadlines().work(),
                    connect -> {
                      connect.domainCreateXML(identified, Domain.CreateFlags.AUTODESTROY).free();
                      return true;
                    }));
    return new GuestDomain(connection, lease);
  }

  /** Ends a guest; one that is not there is ended already. */
  void destroyDomain(Creation creation) {
    destroy(
        "end the guest " + creation.id(),
        connection.deadlines().answer(),
        connect -> {
          Domain domain = Identity.domain(connect, creation);
          try {
            domain.destroy();
          } finally {
            domain.free();
          }
          return true;
        });
  }

  /** Makes libvirt forget a secret; one that is not there is forgotten already. */
  void undefineSecret(Creation creation) {
    destroy(
        "forget the secret " + creation.id(),
        connection.deadlines().answer(),
        connect -> {
          Secrets.undefine(connect, creation);
          return true;
        });
  }

  /** Ends a transient pool, leaving its data; one that is not there is ended already. */
  void destroyPool(Creation creation) {
    destroy(
        "end the pool " + creation.id(),
        connection.deadlines().work(),
        connect -> {
          StoragePool pool = Identity.pool(connect, creation);
          try {
            pool.destroy();
          } finally {
            pool.free();
          }
          return true;
        });
  }

  /**
   * Deletes a volume of a pool that the run made; one that is not there is deleted already.
   *
   * @return false when the pool is not there any more
   */
  boolean deleteVolume(Creation creation) {
    try {
      return BusyPool.whenIdle(
          connection.deadlines().work(),
          () ->
              connection.call(
                  "delete the volume " + creation.id(),
                  connection.deadlines().work(),
                  connect -> {
                    StoragePool pool = Identity.pool(connect, creation);
                    try {
                      Volumes.delete(pool, creation.id());
                      return true;
                    } finally {
                      pool.free();
                    }
                  }));
    } catch (HypervisorException e) {
      if (Connection.isMissing(e)) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Tries twice: libvirt may be ending a guest of a lost connection by itself at this moment, and a
   * connection may be lost by the first try.
   */
  private void destroy(String what, Duration limit, Connection.Call<Boolean> call) {
    try {
      destroyOnce(what, limit, call);
    } catch (HypervisorException.Unanswered | HypervisorException.NotAsked e) {
      throw e;
    } catch (HypervisorException e) {
      LibvirtThreads.pause();
      destroyOnce(what, limit, call);
    }
  }

  private void destroyOnce(String what, Duration limit, Connection.Call<Boolean> call) {
    try {
      BusyPool.whenIdle(connection.deadlines().work(), () -> connection.call(what, limit, call));
    } catch (HypervisorException e) {
      if (!Connection.isMissing(e)) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
