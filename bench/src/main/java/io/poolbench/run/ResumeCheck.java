package io.poolbench.run;

import io.poolbench.backend.GuestSpec;
import io.poolbench.backend.StorageBackend;
import io.poolbench.result.BackendRecord;
import io.poolbench.result.MatteringFacts;
import io.poolbench.result.PlanDifferences;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunResult;
import io.poolbench.result.Sides;
import io.poolbench.scenario.InvalidScenarioException;
import io.poolbench.scenario.RunPlan;
import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.ScenarioLoader;
import io.poolbench.substrate.LoopSubstrate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether what is left of a run would be measured as its first part was. Touches nothing. */
public final class ResumeCheck {
  private ResumeCheck() {}

  /**
   * The plan of a stored run, made again from its own scenario and seed.
   *
   * @throws UnmetRequirements naming everything that matters and is not as it was: the inputs, the
   *     plan that follows from them, the host, the work folder's filesystem
   */
  public static RunPlan plan(RunResult stored, Equipment equipment, RunSettings settings)
      throws IOException {
    RunRecord run = stored.run();
    List<String> differences = new ArrayList<>(stored.changedInputs());
    Optional<RunPlan> plan =
        differences.isEmpty() ? planAgain(stored, differences) : Optional.empty();
    if (plan.isPresent()) {
      RunRecord now = Descriptions.run(run.id(), plan.get(), equipment, settings.version());
      differences.addAll(PlanDifferences.ofPlans(run, now));
    }
    differences.addAll(
        MatteringFacts.ofHosts(
            MatteringFacts.host(run), now(equipment, settings.version()), Sides.THEN_AND_NOW));
    filesystem(run, settings.workFolder()).ifPresent(differences::add);
    if (!differences.isEmpty() || plan.isEmpty()) {
      throw refusal(stored, differences);
    }
    return plan.get();
  }

  /**
   * The kernel that a stored run's guests boot; {@link #plan} says what is wrong with it if any.
   */
  public static GuestSpec.Kernel kernel(RunResult stored) {
    try {
      return ScenarioLoader.load(stored.scenarioFile()).guest().kernel();
    } catch (InvalidScenarioException e) {
      return GuestSpec.Kernel.CLOUD;
    }
  }

  private static Map<String, String> now(Equipment equipment, String version) {
    return MatteringFacts.host(
        version,
        equipment.accelerator(),
        equipment.appliance().manifest().initrdSha256(),
        Descriptions.host(equipment));
  }

  private static Optional<RunPlan> planAgain(RunResult stored, List<String> differences) {
    RunRecord run = stored.run();
    Set<String> names =
        run.backends().stream().map(BackendRecord::name).collect(Collectors.toSet());
    try {
      Scenario whole = ScenarioLoader.load(stored.scenarioFile());
      if (!names.contains(whole.baseline())) {
        differences.add(
            "the baseline %s is not among the backends of the run".formatted(whole.baseline()));
        return Optional.empty();
      }
      // quickstart leaves out what cannot be provisioned; that is not measured now either
      Scenario measured =
          whole.without(
              whole.backends().stream()
                  .map(StorageBackend::name)
                  .filter(name -> !names.contains(name))
                  .collect(Collectors.toSet()));
      return Optional.of(RunPlan.of(measured, run.seed()));
    } catch (InvalidScenarioException e) {
      differences.add("the scenario is no longer valid:\n" + e.getMessage());
      return Optional.empty();
    }
  }

  /** A loop file's filesystem is part of every figure, and the work folder may be another one. */
  private static Optional<String> filesystem(RunRecord run, Path workFolder) throws IOException {
    String before = run.substrate().get(LoopSubstrate.FILESYSTEM);
    String now = Files.getFileStore(Preflight.existing(workFolder)).type();
    return before == null || before.equals(now)
        ? Optional.empty()
        : Optional.of(
            "the work folder's filesystem: %s when the run began, %s now (%s; choose another with --work-dir)"
                .formatted(before, now, workFolder));
  }

  private static UnmetRequirements refusal(RunResult stored, List<String> differences) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "run %s is not resumed: its other trials would not be measured as the first ones were."
            .formatted(stored.run().id()));
    differences.forEach(difference -> lines.add("  " + difference));
    lines.add(
        "Nothing was touched. Bring back what was, or start a new run: ./poolbench run "
            + stored.scenarioFile());
    return new UnmetRequirements(lines);
  }
}
