package io.poolbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.Accelerator;
import io.poolbench.result.HostFingerprint;
import io.poolbench.result.PlanDifferences;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunState;
import io.poolbench.scenario.RunPlan;
import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.ScenarioLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanDifferencesTest {
  @TempDir Path folder;

  private RunPlan plan(String from, String to, long seed) throws Exception {
    String text = Scenarios.TEXT.replace(from, to);
    return RunPlan.of(ScenarioLoader.load(Files.writeString(folder.resolve("s.yaml"), text)), seed);
  }

  private static RunRecord record(RunPlan plan, Map<String, String> guest) {
    return new RunRecord(
        2,
        "r",
        "small",
        "",
        "0.1.0",
        Instant.EPOCH,
        null,
        RunState.RUNNING,
        null,
        List.of(),
        "local",
        Accelerator.TCG,
        plan.seed(),
        List.of(),
        Descriptions.order(plan),
        Descriptions.backends(plan.scenario()),
        Descriptions.workloads(plan),
        Descriptions.analysis(plan.scenario()),
        guest,
        Map.of(),
        new HostFingerprint(Map.of()));
  }

  private List<String> differences(String from, String to, long seed) throws Exception {
    return PlanDifferences.ofPlans(
        record(plan("", "", 7), Map.of()), record(plan(from, to, seed), Map.of()));
  }

  @Test
  void findsNoneInAPlanMadeAgain() throws Exception {
    assertThat(differences("", "", 7)).isEmpty();
  }

  @Test
  void findsNoneInAPlanThatLeavesOutTheSameBackend() throws Exception {
    Scenario scenario = plan("", "", 7).scenario().without(Set.of("fs-ext4-raw"));
    RunRecord recorded = record(RunPlan.of(scenario, 7), Map.of());

    assertThat(PlanDifferences.ofPlans(recorded, record(RunPlan.of(scenario, 7), Map.of())))
        .isEmpty();
  }

  @Test
  void namesTheFirstTrialOfAnotherOrder() throws Exception {
    RunRecord recorded = record(plan("", "", 7), Map.of());
    for (long seed = 8; ; seed++) {
      RunRecord other = record(plan("", "", seed), Map.of());
      if (!other.order().equals(recorded.order())) {
        assertThat(PlanDifferences.ofPlans(recorded, other))
            .anyMatch(d -> d.matches("the order that seed 7 gives, trial \\d+: .* block \\d+ now"));
        return;
      }
    }
  }

  @Test
  void namesAnotherNumberOfTrials() throws Exception {
    assertThat(differences("min: 5", "min: 4", 7))
        .containsExactly("planned trials: 10 when the run began, 8 now");
  }

  @Test
  void namesABackendOfOtherSettings() throws Exception {
    assertThat(differences("filesystem: ext4", "filesystem: xfs", 7))
        .singleElement()
        .asString()
        .startsWith("backend fs-ext4-raw: ")
        .contains("ext4", "xfs");
  }

  @Test
  void namesAFioJobThatIsRenderedOtherwise() throws Exception {
    assertThat(differences("iodepth: 4", "iodepth: 8", 7))
        .singleElement()
        .asString()
        .startsWith("the fio job of workload randread: ")
        .contains("iodepth=4", "iodepth=8");
  }

  @Test
  void namesAnotherAnalysis() throws Exception {
    assertThat(differences("equivalence: 3%", "equivalence: 5%", 7))
        .singleElement()
        .asString()
        .contains("the analysis", "0.03", "0.05");
  }

  @Test
  void namesAnotherGuestButLeavesWhatItRunsToTheHostsFacts() throws Exception {
    RunPlan plan = plan("", "", 7);

    assertThat(
            PlanDifferences.ofPlans(
                record(plan, Map.of("vcpus", "1", "appliance fio", "fio-3.33")),
                record(plan, Map.of("vcpus", "2", "appliance fio", "fio-3.36"))))
        .containsExactly("guest's vcpus: 1 when the run began, 2 now");
  }
}
