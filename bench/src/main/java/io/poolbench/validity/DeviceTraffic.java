package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.IoKind;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.util.ArrayList;
import java.util.List;

/**
 * The guest's disk moved more bytes than the device below: something between served reads from
 * memory, or kept writes there. Both counters cover the same window, ramp included. More bytes at
 * the device than in the guest are amplification, a finding about the layer and no fault. A backend
 * whose declared cache mode uses the host's page cache is named for that cache: what it serves and
 * keeps there is what was asked for.
 *
 * <p>Source: Linux Documentation/block/stat.rst; Traeger et al., "A Nine Year Study of File System
 * and Storage Benchmarking", ACM TOS 4 (2008), on benchmarks that measure a cache.
 */
final class DeviceTraffic implements WorkloadCheck {
  /**
   * Smallest believable share of the guest's bytes. The counters are read one after the other, so
   * I/O in flight at either edge of the window may be in one alone; that is far below a tenth.
   */
  static final double SMALLEST_SHARE = 0.90;

  @Override
  public String name() {
    return "device-traffic";
  }

  @Override
  public List<Doubt> doubts(BackendRecord backend, WorkloadRecord asked, WorkloadResult measured) {
    DiskCounters guest = measured.evidence().guestDisk();
    DiskCounters device = measured.evidence().hostDevice();
    List<Doubt> doubts = new ArrayList<>();
    if (guest != null && device != null) {
      if (asked.kinds().contains(IoKind.READ)
          && !backend.readsThroughPageCache()
          && tooFew(device.readBytes(), guest.readBytes())) {
        doubts.add(
            doubt("read", device.readBytes(), guest.readBytes(), "reads were served from a cache"));
      }
      if (asked.kinds().contains(IoKind.WRITE)
          && !backend.keepsWritesInPageCache()
          && tooFew(device.writeBytes(), guest.writeBytes())) {
        doubts.add(
            doubt("wrote", device.writeBytes(), guest.writeBytes(), "writes stayed in a cache"));
      }
    }
    return doubts;
  }

  private static boolean tooFew(long device, long guest) {
    return device < SMALLEST_SHARE * guest;
  }

  private static Doubt doubt(String verb, long device, long guest, String conclusion) {
    return new Doubt(
        Validity.SUSPECT,
        "The guest "
            + verb
            + " "
            + Words.mib(guest)
            + ", the device below only "
            + Words.mib(device)
            + " ("
            + Words.percent(device, guest)
            + "): "
            + conclusion
            + ". Use cache=none and direct=1, or a working set larger than memory, or name the"
            + " backend for its cache.");
  }
}
