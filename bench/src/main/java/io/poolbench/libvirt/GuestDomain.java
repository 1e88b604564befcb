package io.poolbench.libvirt;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;
import io.poolbench.lease.Lease;
import java.time.Duration;
import org.libvirt.Domain;

/** A running guest. Closing it ends it. */
public final class GuestDomain implements AutoCloseable {
  private static final Duration DETACH_LIMIT = Duration.ofSeconds(30);
  private static final long DETACH_RETRY_NANOS = 5_000_000_000L;

  private final String name;
  private final Domain domain;
  private final Lease lease;

  GuestDomain(String name, Domain domain, Lease lease) {
    this.name = name;
    this.domain = domain;
    this.lease = lease;
  }

  public String name() {
    return name;
  }

  /** The live domain XML. */
  public String xml() {
    return Deadline.call(
        "describe the guest " + name, Hypervisor.SHORT, () -> domain.getXMLDesc(0));
  }

  /** Plugs the disk under test into the running guest. */
  public void attach(GuestSpec guest, DiskSpec disk, DiskSource source) {
    String xml = DiskXml.of(guest, disk, source);
    Deadline.call(
        "attach the disk to the guest " + name,
        Hypervisor.SHORT,
        () -> {
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
            "the guest " + name + " did not release its disk within " + DETACH_LIMIT);
      }
      // a guest may pass over the request while it is busy: ask again now and then
      if (asked == 0 || now - asked > DETACH_RETRY_NANOS) {
        asked = now;
        Deadline.call(
            "detach the disk from the guest " + name,
            Hypervisor.SHORT,
            () -> {
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
    return Deadline.call(
        "ask QEMU of the guest " + name,
        Hypervisor.SHORT,
        () -> domain.qemuMonitorCommand(json, 0));
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
    return Deadline.call(
        "ask the agent of the guest " + name,
        limit.plusSeconds(10),
        () -> domain.qemuAgentCommand(json, seconds, 0));
  }

  /** Whether the guest runs: false when it ended, crashed or was paused. */
  public boolean isRunning() {
    try {
      return String.valueOf(
              Deadline.call(
                  "look at the guest " + name, Hypervisor.SHORT, () -> domain.getInfo().state))
          .equals("VIR_DOMAIN_RUNNING");
    } catch (HypervisorException e) {
      return false;
    }
  }

  @Override
  public void close() {
    lease.close();
  }
}
