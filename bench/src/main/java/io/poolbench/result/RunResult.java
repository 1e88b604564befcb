package io.poolbench.result;

import java.nio.file.Path;
import java.util.List;

/**
 * A run as read back.
 *
 * @param folder the run's folder in {@code results/}
 * @param scenarioText the scenario file, verbatim
 * @param trials stored trials by index, failed ones included
 */
public record RunResult(RunRecord run, Path folder, String scenarioText, List<TrialResult> trials) {
  public List<TrialResult> trialsOf(String backend) {
    return trials.stream().filter(t -> t.trial().backend().equals(backend)).toList();
  }
}
