package io.poolbench.result;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What one run measures and another does not, or otherwise. Each difference in words. */
public final class PlanDifferences {
  private final Sides sides;
  private final List<String> found = new ArrayList<>();

  private PlanDifferences(Sides sides) {
    this.sides = sides;
  }

  /**
   * What a plan made again would do otherwise; empty when the same would be measured in the same
   * order.
   *
   * @param now what a run of the plan made again would record
   */
  public static List<String> ofPlans(RunRecord recorded, RunRecord now) {
    PlanDifferences differences = new PlanDifferences(Sides.THEN_AND_NOW);
    differences.order(recorded, now);
    differences.measured(recorded, now);
    differences.workloads(recorded.workloads(), now.workloads());
    return differences.found;
  }

  /** What two runs measured otherwise, whatever their order and number of replicates. */
  public static List<String> ofMeasured(RunRecord one, RunRecord other, Sides sides) {
    PlanDifferences differences = new PlanDifferences(sides);
    differences.measured(one, other);
    differences.workloads(withoutSeeds(one), withoutSeeds(other));
    return differences.found;
  }

  private static List<WorkloadRecord> withoutSeeds(RunRecord run) {
    return run.workloads().stream().map(WorkloadRecord::withoutSeed).toList();
  }

  private void workloads(List<WorkloadRecord> ones, List<WorkloadRecord> others) {
    named("workload", ones, others, WorkloadRecord::name, this::workload);
  }

  private void add(String what, Object one, Object other) {
    if (!one.equals(other)) {
      found.add(sides.differ(what, one, other));
    }
  }

  private void measured(RunRecord one, RunRecord other) {
    named("backend", one.backends(), other.backends(), BackendRecord::name, this::backend);
    add("the analysis", one.analysis(), other.analysis());
    Map<String, String> guest = guestOfTheScenario(one);
    Map<String, String> otherGuest = guestOfTheScenario(other);
    Set<String> facts = new LinkedHashSet<>(guest.keySet());
    facts.addAll(otherGuest.keySet());
    for (String fact : facts) {
      add(
          "guest's " + fact,
          guest.getOrDefault(fact, MatteringFacts.UNKNOWN),
          otherGuest.getOrDefault(fact, MatteringFacts.UNKNOWN));
    }
  }

  private void order(RunRecord recorded, RunRecord now) {
    List<PlannedTrial> before = recorded.order();
    List<PlannedTrial> after = now.order();
    // an adaptive run's further blocks follow from what was measured, not from the plan
    if (recorded.analysis().isAdaptive() && before.size() > after.size()) {
      before = before.subList(0, after.size());
    }
    if (before.size() != after.size()) {
      add("planned trials", before.size(), after.size());
      return;
    }
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        add(
            "the order that seed " + recorded.seed() + " gives, trial " + (i + 1),
            words(before.get(i)),
            words(after.get(i)));
        return;
      }
    }
  }

  private static String words(PlannedTrial trial) {
    return "%s in block %d".formatted(trial.backend(), trial.block());
  }

  private <T> void named(
      String what,
      List<T> ones,
      List<T> others,
      Function<T, String> name,
      BiFunction<T, T, Optional<String>> differ) {
    Map<String, T> other = others.stream().collect(Collectors.toMap(name, o -> o));
    Set<String> names = ones.stream().map(name).collect(Collectors.toSet());
    for (T one : ones) {
      T same = other.get(name.apply(one));
      if (same == null) {
        add(what + " " + name.apply(one), "declared", "not declared");
      } else {
        differ.apply(one, same).ifPresent(found::add);
      }
    }
    others.stream()
        .map(name)
        .filter(n -> !names.contains(n))
        .forEach(n -> add(what + " " + n, "not declared", "declared"));
  }

  private Optional<String> backend(BackendRecord one, BackendRecord other) {
    return one.equals(other)
        ? Optional.empty()
        : Optional.of(sides.differ("backend " + one.name(), words(one), words(other)));
  }

  private static String words(BackendRecord backend) {
    return backend.kind() + ", " + backend.description() + " " + backend.settings();
  }

  private Optional<String> workload(WorkloadRecord one, WorkloadRecord other) {
    if (one.equals(other)) {
      return Optional.empty();
    }
    return Optional.of(
        Objects.equals(one.fioJob(), other.fioJob())
            ? sides.differ("workload " + one.name(), one.description(), other.description())
            : sides.differ(
                "the fio job of workload " + one.name(),
                oneLine(one.fioJob()),
                oneLine(other.fioJob())));
  }

  private static String oneLine(String job) {
    return "(" + job.strip().replaceAll("\\s*\\n\\s*", "; ") + ")";
  }

  /** What the guest was given by the scenario; what it runs is among the host's facts. */
  private static Map<String, String> guestOfTheScenario(RunRecord run) {
    Map<String, String> facts = new TreeMap<>(run.guest());
    facts.keySet().removeIf(fact -> fact.startsWith("appliance ") || fact.equals("accelerator"));
    return facts;
  }
}
