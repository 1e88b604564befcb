package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.IoKind;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.util.List;

/**
 * In a closed loop as many I/Os are in flight as were asked for, so IOPS × mean total latency is
 * the depth; where it is not, the rate, the latency or the queue is not what it seems. Left out for
 * open loops, whose depth follows from the rate, and for workloads that sync: a sync takes the
 * job's time but is in no I/O's latency.
 *
 * <p>Source: Little, "A Proof for the Queuing Formula L = λW", Operations Research 9 (1961).
 */
final class LittlesLaw implements WorkloadCheck {
  /**
   * Share of the asked depth. fio's own time between completion and next submission is in no
   * latency and lowers the depth by a few percent at depth 1; more means a figure is wrong.
   */
  static final double TOLERANCE = 0.10;

  @Override
  public String name() {
    return "littles-law";
  }

  @Override
  public List<Doubt> doubts(BackendRecord backend, WorkloadRecord asked, WorkloadResult measured) {
    boolean syncs = asked.kinds().contains(IoKind.SYNC) || measured.io().containsKey(IoKind.SYNC);
    if (!asked.closedLoop() || syncs || measured.io().isEmpty()) {
      return List.of();
    }
    double achieved = measured.evidence().achievedDepth();
    // The negation also catches what is no number.
    if (!(Math.abs(achieved - asked.depth()) > TOLERANCE * asked.depth())
        && Double.isFinite(achieved)) {
      return List.of();
    }
    return List.of(
        new Doubt(
            Validity.SUSPECT,
            Words.decimal(achieved)
                + " I/Os were in flight on average (IOPS × mean total latency), "
                + asked.depth()
                + " were asked for. Below: the job lets its queue run dry (iodepth_low, batches)"
                + " or fio waited for the CPU; above: jobs did not share one window."
                + " Compare iodepth_level in "
                + measured.rawFile()
                + "."));
  }
}
