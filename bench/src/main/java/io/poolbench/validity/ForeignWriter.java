package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.IoKind;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.util.List;

/**
 * The device was written to although the workload only reads: another process shares the substrate,
 * or a filesystem is still initialising or trimming. Not looked at where a declared cache is on one
 * of the devices, which is written to when it takes up what was read.
 */
final class ForeignWriter implements WorkloadCheck {
  /**
   * Bytes that pass without a word. A filesystem below commits its journal and timestamps every few
   * seconds (ext4(5), {@code commit}), some tens of KiB each time.
   */
  static final long UNREMARKABLE_BYTES = 1 << 20;

  /** Share of the bytes read beyond which writes compete with them for the device. */
  static final double SHARE_OF_READS = 0.05;

  @Override
  public String name() {
    return "foreign-writer";
  }

  @Override
  public List<Doubt> doubts(BackendRecord backend, WorkloadRecord asked, WorkloadResult measured) {
    DiskCounters device = measured.evidence().hostDevice();
    boolean onlyReads =
        asked.kinds().equals(List.of(IoKind.READ))
            && measured.io().keySet().stream().allMatch(kind -> kind == IoKind.READ);
    if (device == null || !onlyReads || backend.cachesBelow()) {
      return List.of();
    }
    double most = Math.max(UNREMARKABLE_BYTES, SHARE_OF_READS * device.readBytes());
    if (device.writeBytes() <= most) {
      return List.of();
    }
    return List.of(
        new Doubt(
            Validity.SUSPECT,
            "The workload only reads, yet "
                + Words.mib(device.writeBytes())
                + " were written to the device while "
                + Words.mib(device.readBytes())
                + " were read: something else wrote on the substrate. Stop it, or use a device of"
                + " its own, and run again."));
  }
}
