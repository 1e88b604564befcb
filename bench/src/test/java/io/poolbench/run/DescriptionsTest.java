package io.poolbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.AnalysisSpec;
import io.poolbench.result.IoKind;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.scenario.RunPlan;
import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.ScenarioLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptionsTest {
  @TempDir Path folder;
  private Scenario scenario;
  private RunPlan plan;

  @BeforeEach
  void load() throws Exception {
    scenario = Scenarios.small(folder, "loop:1GiB");
    plan = RunPlan.of(scenario, 7);
  }

  private WorkloadRecord workload(String name) {
    return Descriptions.workloads(plan).stream()
        .filter(w -> w.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void listsEveryTrialOfEveryBlockInOrder() {
    List<PlannedTrial> order = Descriptions.order(plan);
    assertThat(order).hasSize(10);
    assertThat(order)
        .extracting(PlannedTrial::index)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(order).extracting(PlannedTrial::block).containsExactly(1, 1, 2, 2, 3, 3, 4, 4, 5, 5);
    assertThat(order.subList(0, 2))
        .extracting(PlannedTrial::backend)
        .containsExactlyInAnyOrder("block", "fs-ext4-raw");
  }

  @Test
  void describesBackendsWithTheirSettings() {
    assertThat(Descriptions.backends(scenario))
        .extracting(b -> b.name() + ": " + b.kind() + ": " + b.settings().get("cache"))
        .containsExactly("block: block: none", "fs-ext4-raw: fs: none");
  }

  @Test
  void promisesNothingWhereFlushesAreDropped() throws Exception {
    String unsafe = Scenarios.TEXT.replace("cache: none, io: native", "cache: unsafe");
    Scenario dropping =
        ScenarioLoader.load(Files.writeString(folder.resolve("unsafe.yaml"), unsafe));
    assertThat(Descriptions.backends(dropping))
        .extracting(b -> b.settings().get("durability"))
        .containsOnly("none: flushes are dropped");
    assertThat(Descriptions.backends(scenario))
        .extracting(b -> b.settings().get("durability"))
        .containsOnly("device: flushed to the device");
  }

  @Test
  void headsAWorkloadThatFlushesWithItsFlushes() {
    assertThat(workload("log").latencyKind()).isEqualTo(IoKind.SYNC);
    assertThat(workload("log").throughputKind()).isEqualTo(IoKind.WRITE);
    assertThat(workload("randread").latencyKind()).isEqualTo(IoKind.READ);
  }

  @Test
  void tellsWhetherTheLoopIsClosed() {
    assertThat(workload("randread").closedLoop()).isTrue();
    assertThat(workload("paced").closedLoop()).isFalse();
  }

  @Test
  void keepsTheJobAsItRunsAndItsWindowWithoutTheRamp() {
    WorkloadRecord randread = workload("randread");
    assertThat(randread.fioJob()).contains("filename=/dev/vda", "rw=randread");
    assertThat(randread.depth()).isEqualTo(4);
    assertThat(randread.measuringSeconds()).isEqualTo(4.0);
  }

  @Test
  void keepsTheAnalysisAskedFor() {
    assertThat(Descriptions.analysis(scenario))
        .isEqualTo(AnalysisSpec.fixed("block", 0.03, OptionalDouble.empty()));
  }
}
