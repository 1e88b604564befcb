package io.poolbench.libvirt;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;
import io.poolbench.lease.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.DomainInfo.DomainState;
import org.libvirt.LibvirtException;

/** A running guest. Closing it ends it. */
public final class GuestDomain implements AutoCloseable {
  private static final Duration DETACH_LIMIT = Duration.ofSeconds(30);
  private static final long DETACH_RETRY_NANOS = 5_000_000_000L;

  private final Connection connection;
  private final Lease lease;
  private @Nullable Handle handle;

  GuestDomain(Connection connection, Lease lease) {
    this.connection = connection;
    this.lease = lease;
  }

  /** A handle and the connection that it was got through, and with which it ends. */
  private record Handle(Connect connect, Domain domain) {}

  private interface Call<T> {
    T on(Domain domain) throws Exception;
  }

  private <T> T call(String what, Duration limit, Call<T> call) {
    return connection.call(what, limit, connect -> call.on(domain(connect)));
  }

  private <T> T ask(String what, Call<T> call) {
    return call(what, connection.deadlines().answer(), call);
  }

  private synchronized Domain domain(Connect connect) throws LibvirtException {
    Handle known = handle;
    if (known == null || known.connect() != connect) {
      known = new Handle(connect, Identity.domain(connect, lease.creation()));
      handle = known;
    }
    return known.domain();
  }

  public String name() {
    return lease.creation().id();
  }

  /** The live domain XML. */
  public String xml() {
    return ask("describe the guest " + name(), domain -> domain.getXMLDesc(0));
  }

  /** Plugs the disk under test into the running guest. */
  public void attach(GuestSpec guest, DiskSpec disk, DiskSource source) {
    String xml = DiskXml.of(guest, disk, source);
    ask(
        "attach the disk to the guest " + name(),
        domain -> {
          domain.attachDevice(xml);
          return true;
        });
  }

  /**
   * Unplugs the disk under test and waits until QEMU has let go of it.
   *
   * @throws HypervisorException when the guest does not release it
   */
  public void detach() throws InterruptedException {
    String disk = LiveXml.disk(xml());
    long start = System.nanoTime();
    long asked = 0;
    while (!LiveXml.disk(xml()).isEmpty()) {
      long now = System.nanoTime();
      if (now - start > DETACH_LIMIT.toNanos()) {
        throw new HypervisorException(
            "the guest " + name() + " did not release its disk within " + DETACH_LIMIT);
      }
      // a guest may pass over the request while it is busy: ask again now and then
      if (asked == 0 || now - asked > DETACH_RETRY_NANOS) {
        asked = now;
        ask(
            "detach the disk from the guest " + name(),
            domain -> {
              domain.detachDevice(disk);
              return true;
            });
      }
      Thread.sleep(10);
    }
  }

  /**
   * Asks QEMU's monitor.
   *
   * @param json a QMP command
   * @return QEMU's answer, JSON
   */
  public String monitor(String json) {
    return ask("ask QEMU of the guest " + name(), domain -> domain.qemuMonitorCommand(json, 0));
  }

  /**
   * Asks the agent in the guest.
   *
   * @param json a guest agent command
   * @return the agent's answer, JSON
   * @throws HypervisorException when the agent refuses or does not answer
   */
  public String agent(String json, Duration limit) {
    int seconds = (int) Math.max(1, limit.toSeconds());
    // libvirt itself gives up at the limit; what it then says is worth waiting for
    Duration atMost = limit.plus(connection.deadlines().answer().dividedBy(3));
    return call(
        "ask the agent of the guest " + name(),
        atMost,
        domain -> domain.qemuAgentCommand(json, seconds, 0));
  }

  /**
   * Whether the guest runs: false when it ended, crashed or was paused.
   *
   * @throws HypervisorException when libvirt does not say
   */
  public boolean isRunning() {
    try {
      return ask("look at the guest " + name(), domain -> domain.getInfo().state)
          == DomainState.VIR_DOMAIN_RUNNING;
    } catch (HypervisorException e) {
      if (Connection.isMissing(e)) {
        return false;
      }
      throw e;
    }
  }

  /** Ends it. The library frees the handle: a call that was abandoned may still use it. */
  @Override
  public void close() {
    lease.close();
  }
}
