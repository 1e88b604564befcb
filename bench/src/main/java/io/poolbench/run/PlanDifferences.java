package io.poolbench.run;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.RunRecord;
import io.poolbench.result.WorkloadRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a plan made again would do otherwise than the recorded one. */
final class PlanDifferences {
  private static final String BEFORE_AND_NOW = "%s: %s when the run began, %s now";

  private PlanDifferences() {}

  /**
   * In words, each with both sides; empty when the same would be measured in the same order.
   *
   * @param now what a run of the plan made again would record
   */
  static List<String> between(RunRecord recorded, RunRecord now) {
    List<String> differences = new ArrayList<>();
    order(recorded, now).ifPresent(differences::add);
    backends(recorded.backends(), now.backends(), differences);
    workloads(recorded.workloads(), now.workloads(), differences);
    if (!recorded.analysis().equals(now.analysis())) {
      differences.add(
          BEFORE_AND_NOW.formatted("the analysis", recorded.analysis(), now.analysis()));
    }
    differences.addAll(
        MatteringFacts.differences(
            List.of(), guestOfTheScenario(recorded), guestOfTheScenario(now)));
    return differences;
  }

  private static Optional<String> order(RunRecord recorded, RunRecord now) {
    List<PlannedTrial> before = recorded.order();
    List<PlannedTrial> after = now.order();
    if (before.size() != after.size()) {
      return Optional.of(BEFORE_AND_NOW.formatted("planned trials", before.size(), after.size()));
    }
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        return Optional.of(
            BEFORE_AND_NOW.formatted(
                "the order that seed " + recorded.seed() + " gives, trial " + (i + 1),
                words(before.get(i)),
                words(after.get(i))));
      }
    }
    return Optional.empty();
  }

  private static String words(PlannedTrial trial) {
    return "%s in block %d".formatted(trial.backend(), trial.block());
  }

  private static void backends(
      List<BackendRecord> recorded, List<BackendRecord> now, List<String> differences) {
    Map<String, BackendRecord> after =
        now.stream().collect(Collectors.toMap(BackendRecord::name, b -> b));
    for (BackendRecord before : recorded) {
      BackendRecord same = after.get(before.name());
      if (same == null) {
        differences.add("backend " + before.name() + " is not in the scenario");
      } else if (!before.equals(same)) {
        differences.add(
            BEFORE_AND_NOW.formatted("backend " + before.name(), words(before), words(same)));
      }
    }
  }

  private static String words(BackendRecord backend) {
    return backend.kind() + ", " + backend.description() + " " + backend.settings();
  }

  private static void workloads(
      List<WorkloadRecord> recorded, List<WorkloadRecord> now, List<String> differences) {
    if (!recorded.stream()
        .map(WorkloadRecord::name)
        .toList()
        .equals(now.stream().map(WorkloadRecord::name).toList())) {
      differences.add("the workloads are others than when the run began");
      return;
    }
    for (int i = 0; i < recorded.size(); i++) {
      WorkloadRecord before = recorded.get(i);
      WorkloadRecord after = now.get(i);
      if (!before.fioJob().equals(after.fioJob())) {
        differences.add(
            BEFORE_AND_NOW.formatted(
                "the fio job of workload " + before.name(),
                oneLine(before.fioJob()),
                oneLine(after.fioJob())));
      } else if (!before.equals(after)) {
        differences.add(
            BEFORE_AND_NOW.formatted(
                "workload " + before.name(), before.description(), after.description()));
      }
    }
  }

  private static String oneLine(String job) {
    return "(" + job.strip().replaceAll("\\s*\\n\\s*", "; ") + ")";
  }

  /** What the guest was given by the scenario; what it runs is among the host's facts. */
  private static Map<String, String> guestOfTheScenario(RunRecord run) {
    return run.guest().entrySet().stream()
        .filter(fact -> !fact.getKey().startsWith("appliance "))
        .filter(fact -> !fact.getKey().equals("accelerator"))
        .collect(Collectors.toMap(fact -> "guest's " + fact.getKey(), Map.Entry::getValue));
  }
}
