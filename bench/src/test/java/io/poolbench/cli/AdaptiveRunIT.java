package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.PlannedTrial;
import io.poolbench.result.RunResult;
import io.poolbench.result.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that goes on for what it has measured, with real guests. */
class AdaptiveRunIT {
  private Sandbox sandbox;

  @BeforeEach
  void open() throws IOException {
    sandbox = new Sandbox();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  /**
   * Three blocks hardly know a ratio to 50 % when a hundred are allowed: each spends next to
   * nothing.
   */
  @Test
  void measuresMoreBlocksUntilItsTimeIsUpAlsoWhenItIsKilledInOneOfThem() throws Exception {
    String run = "it-adaptive";
    Path scenario =
        sandbox.write(
            "scenario.yaml",
            """
            name: adaptive
            substrate: { device: loop:200MiB }
            guest: { vcpus: 1, memory: 256MiB }
            disk: { size: 32MiB }
            backends:
              - { kind: block, name: block }
              - { kind: dir, name: raw, filesystem: ext4, format: raw }
            baseline: block
            workloads:
              - { name: reads, fio: { rw: randread, bs: 4k, iodepth: 4, runtime: 1s } }
            replicates: { min: 3, max: 100, precision: 50%, budget: 25s }
            """);
    PoolbenchProcess first = sandbox.startRun(scenario, run);
    first.awaitMeasuring(run, 7);
    assertThat(first.err()).contains("at least 6 trials", "block 4 of at most 100: ");
    first.kill();
    RunResult killed = sandbox.load(run);
    assertThat(killed.run().order()).hasSize(8);
    assertThat(killed.run().analysis().looks()).startsWith(3, 16).endsWith(100);

    PoolbenchProcess second = sandbox.startResume(run);
    assertThat(second.exitCode()).as(second.err()).isZero();

    RunResult complete = sandbox.load(run);
    assertThat(complete.run().state()).isEqualTo(RunState.COMPLETE);
    assertThat(complete.run().blocks()).isBetween(4, 99);
    List<PlannedTrial> order = complete.run().order();
    assertThat(order.subList(0, 8)).isEqualTo(killed.run().order());
    assertThat(order).extracting(PlannedTrial::index).isSorted().doesNotHaveDuplicates();
    assertThat(complete.trials()).hasSameSizeAs(order);
    for (int block = 1; block <= complete.run().blocks(); block++) {
      int number = block;
      assertThat(order.stream().filter(t -> t.block() == number).map(PlannedTrial::backend))
          .containsExactlyInAnyOrder("block", "raw");
    }
    assertThat(Files.readString(sandbox.reports().resolve(run).resolve("summary.md")))
        .contains(
            "Measured often enough?",
            "each ratio known to ±50 %",
            "0 of 2 headline figures reached it",
            "The run ended after " + complete.run().blocks() + " blocks",
            "more would do");
    sandbox.assertNothingIsLeftOf(run);
  }
}
