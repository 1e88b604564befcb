package io.poolbench.validity;

import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A workload that did not do what it is for: it was not stored, or did no I/O of a kind it is
 * expected to do. A failed trial's missing workloads are no finding of their own.
 */
final class NothingMeasured implements Check {
  @Override
  public String name() {
    return "nothing-measured";
  }

  @Override
  public List<Finding> examine(RunResult run) {
    List<Finding> findings = new ArrayList<>();
    for (TrialResult stored : run.trials()) {
      TrialRecord t = stored.trial();
      for (WorkloadRecord asked : run.run().workloads()) {
        Map<IoKind, IoMeasurement> io =
            stored.workload(asked.name()).map(WorkloadResult::io).orElse(Map.of());
        boolean unfinished = t.failure() != null && stored.workload(asked.name()).isEmpty();
        String missing =
            asked.kinds().stream()
                .filter(kind -> !did(io, kind))
                .map(IoKind::word)
                .collect(Collectors.joining(" and "));
        if (!missing.isEmpty() && !unfinished) {
          String reason =
              "No "
                  + missing
                  + " was measured. Look at the job and at fio's output: a window that is too"
                  + " short, or a ramp that took all of it, leaves nothing.";
          findings.add(
              new Finding(t.index(), t.backend(), asked.name(), name(), Validity.INVALID, reason));
        }
      }
    }
    return findings;
  }

  private static boolean did(Map<IoKind, IoMeasurement> io, IoKind kind) {
    IoMeasurement m = io.get(kind);
    return m != null && m.ios() > 0;
  }
}
