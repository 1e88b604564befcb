package io.poolbench.run;

import io.poolbench.guest.GuestChannel;
import io.poolbench.host.QemuProcess;
import io.poolbench.lease.LeaseException;
import io.poolbench.libvirt.GuestDomain;
import io.poolbench.libvirt.QemuThreads;
import io.poolbench.measure.GuestDisk;
import java.util.Map;
import java.util.Optional;

/**
 * A guest that answers, without its disk.
 *
 * @param ordinal which boot of the run it is, from 1
 * @param facts what it says of itself: clock source, kernel, fio
 * @param bootSeconds from the call to libvirt until its agent answered
 * @param qemu its process, where it can be seen from here
 */
record BootedGuest(
    GuestDomain domain,
    int ordinal,
    GuestChannel channel,
    Map<String, String> facts,
    double bootSeconds,
    Optional<QemuProcess> qemu)
    implements AutoCloseable {
  static BootedGuest of(
      GuestDomain domain, int ordinal, java.time.Duration limit, long startedNanos)
      throws InterruptedException {
    GuestChannel channel = new GuestChannel(domain);
    try {
      channel.awaitReady(limit);
      double seconds = (System.nanoTime() - startedNanos) / 1e9;
      QemuThreads threads = QemuThreads.of(domain);
      return new BootedGuest(
          domain,
          ordinal,
          channel,
          GuestDisk.facts(channel),
          seconds,
          QemuProcess.of(threads.vcpus(), threads.ioThreads()));
    } catch (RuntimeException | InterruptedException e) {
      try {
        domain.close();
      } catch (LeaseException stuck) {
        e.addSuppressed(stuck);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    domain.close();
  }
}
