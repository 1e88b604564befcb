package io.poolbench.result;

import java.util.List;

/**
 * A workload as the run used it.
 *
 * @param description one line in words, such as {@code 4 KiB random read, queue depth 1}
 * @param fioJob the job file that ran in the guest, verbatim but for the per-trial seed
 * @param kinds kinds of I/O it is expected to do
 * @param throughputKind the kind whose IOPS and bandwidth head the comparison
 * @param latencyKind the kind whose latency heads the comparison
 * @param depth I/Os in flight it asks for, over all jobs
 * @param closedLoop whether the next I/O waits for an earlier one (no rate is set)
 * @param measuringSeconds planned length of the window; 0 when bounded by bytes
 */
public record WorkloadRecord(
    String name,
    String description,
    String fioJob,
    List<IoKind> kinds,
    IoKind throughputKind,
    IoKind latencyKind,
    int depth,
    boolean closedLoop,
    double measuringSeconds) {
  /** As it is in every run of its scenario, whatever their seeds and what fio logs of its rates. */
  WorkloadRecord withoutSeed() {
    return new WorkloadRecord(
        name,
        description,
        fioJob.replaceAll("(?m)^(randseed=\\d+|write_(iops|bw)_log=.*|log_avg_msec=\\d+)\\R?", ""),
        kinds,
        throughputKind,
        latencyKind,
        depth,
        closedLoop,
        measuringSeconds);
  }
}
