package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A check of one workload of one trial by itself. */
interface WorkloadCheck extends Check {
  /**
   * @param backend what the trial measured
   */
  List<Doubt> doubts(BackendRecord backend, WorkloadRecord asked, WorkloadResult measured);

  @Override
  default List<Finding> examine(RunResult run) {
    List<Finding> findings = new ArrayList<>();
    for (TrialResult stored : run.trials()) {
      TrialRecord t = stored.trial();
      for (WorkloadRecord asked : run.run().workloads()) {
        Optional<WorkloadResult> measured = stored.workload(asked.name());
        if (measured.isPresent()) {
          for (Doubt d : doubts(run.run().backend(t.backend()), asked, measured.get())) {
            findings.add(
                new Finding(
                    t.index(), t.backend(), asked.name(), name(), d.validity(), d.reason()));
          }
        }
      }
    }
    return findings;
  }
}
