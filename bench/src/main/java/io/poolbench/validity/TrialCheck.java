package io.poolbench.validity;

import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A check that bears on all workloads of a trial at once. */
interface TrialCheck extends Check {
  Optional<Doubt> doubt(TrialRecord trial);

  @Override
  default List<Finding> examine(RunResult run) {
    List<Finding> findings = new ArrayList<>();
    for (TrialResult stored : run.trials()) {
      TrialRecord t = stored.trial();
      doubt(t)
          .ifPresent(
              d ->
                  findings.add(
                      new Finding(t.index(), t.backend(), "*", name(), d.validity(), d.reason())));
    }
    return findings;
  }
}
