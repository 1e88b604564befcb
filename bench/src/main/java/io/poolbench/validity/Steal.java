package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.util.List;

/**
 * CPU time that a hypervisor above took from this host: its amount changes from one minute to the
 * next and lands in latencies. Source: proc(5), {@code steal} of {@code /proc/stat}.
 */
final class Steal implements WorkloadCheck {
  /**
   * Percent of all CPUs' time. At more, a CPU-bound path (an emulated guest, a small block size)
   * moves by more than the few percent that comparisons are about.
   */
  static final double MOST_PERCENT = 5;

  @Override
  public String name() {
    return "steal";
  }

  @Override
  public List<Doubt> doubts(BackendRecord backend, WorkloadRecord asked, WorkloadResult measured) {
    double steal = measured.evidence().hostStealPercent();
    if (!(steal > MOST_PERCENT)) {
      return List.of();
    }
    return List.of(
        new Doubt(
            Validity.SUSPECT,
            "A hypervisor above took "
                + Words.decimal(steal)
                + " % of the host's CPU time (more than "
                + Words.decimal(MOST_PERCENT)
                + " % is doubtful). Run again when its other guests are quiet, or on a machine of"
                + " its own."));
  }
}
