package io.poolbench.result;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

  /**
   * The planned trials that are left to measure, in the planned order: those that were not stored,
   * or stored with a failure.
   */
  public List<PlannedTrial> unfinished() {
    Set<PlannedTrial> finished =
        trials.stream()
            .map(TrialResult::trial)
            .filter(t -> t.failure() == null)
            .map(t -> new PlannedTrial(t.index(), t.block(), t.backend()))
            .collect(Collectors.toSet());
    return run.order().stream().filter(planned -> !finished.contains(planned)).toList();
  }

  /** The run's own scenario; fio job files it names lie beside it. */
  public Path scenarioFile() {
    return folder.resolve(RunInputs.SCENARIO);
  }

  /**
   * Which of the files the run was made of are no longer what they were, in words; empty when all
   * are, or when no digests were recorded.
   */
  public List<String> changedInputs() {
    return RunInputs.changes(folder, run.inputs());
  }
}
