package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.RunResult;
import io.poolbench.result.RunState;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that end early: asked to, killed, or with their guest killed under them. */
class InterruptIT {
  private Sandbox sandbox;

  @BeforeEach
  void open() throws IOException {
    sandbox = new Sandbox();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  /** Two backends with all that can be left: guest, pool, mounts, loop device, folder. */
  private PoolbenchProcess start(String run, int runtimeSeconds) throws IOException {
    return sandbox.startRun(
        sandbox.write(
            "scenario.yaml",
            """
            name: interrupted
            substrate: { device: loop:256MiB }
            guest: { vcpus: 1, memory: 256MiB }
            disk: { size: 32MiB }
            backends:
              - { kind: dir, name: raw, filesystem: ext4, format: raw }
              - { kind: dir, name: qcow2, filesystem: ext4, format: qcow2 }
            baseline: raw
            workloads:
              - { name: randread, fio: { rw: randread, bs: 4k, runtime: %ds } }
            replicates: { min: 1 }
            """
                .formatted(runtimeSeconds)),
        run);
  }

  @Test
  void endsInGoodOrderOnSigterm() throws Exception {
    String run = "it-sigterm";
    PoolbenchProcess process = start(run, 5);
    process.awaitMeasuring(run, 2);

    process.terminate();

    assertThat(process.exitCode()).isEqualTo(128 + 15);
    sandbox.assertNothingIsLeftOf(run);
    RunResult result = sandbox.load(run);
    assertThat(result.trials()).hasSize(1);
    assertThat(result.trials().get(0).trial().failure()).isNull();
    assertThat(result.run().state()).isEqualTo(RunState.INCOMPLETE);
    assertThat(result.run().problem()).contains("interrupted");
    assertThat(process.err())
        .contains("interrupted", "poolbench report " + run)
        .doesNotContain("Exception", "internal error");
    Sandbox.Said report = Sandbox.say(with("report", run));
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(report.out()).contains("interrupted");
  }

  @Test
  void endsInGoodOrderOnSigtermWhileItBootsAGuest() throws Exception {
    String run = "it-sigterm-boot";
    PoolbenchProcess process = start(run, 5);
    process.await("boots", () -> !Sandbox.guests("poolbench-" + run).isEmpty());

    process.terminate();

    assertThat(process.exitCode()).isEqualTo(128 + 15);
    sandbox.assertNothingIsLeftOf(run);
    assertThat(sandbox.load(run).run().problem()).contains("interrupted");
    assertThat(process.err()).doesNotContain("Exception", "internal error");
  }

  @Test
  void cleansUpAfterKillMinusNine() throws Exception {
    String run = "it-kill";
    PoolbenchProcess process = start(run, 20);
    process.awaitMeasuring(run, 1);
    List<String> alive = sandbox.leftOf(run);
    assertThat(alive).anyMatch(l -> l.startsWith("guest ")).anyMatch(l -> l.startsWith("loop "));

    Sandbox.Said whileAlive = sandbox.cleanup();
    assertThat(whileAlive.exitCode()).isZero();
    assertThat(whileAlive.out()).contains("still running, left alone");
    assertThat(sandbox.leftOf(run)).isEqualTo(alive);

    process.kill();
    Sandbox.awaitNoGuestOf(run);
    List<String> dead = sandbox.leftOf(run);
    assertThat(dead)
        .anyMatch(l -> l.startsWith("pool "))
        .anyMatch(l -> l.startsWith("mount "))
        .anyMatch(l -> l.startsWith("loop "))
        .anyMatch(l -> l.startsWith("folder "));

    Sandbox.Said dry = sandbox.cleanup("--dry-run");
    assertThat(dry.exitCode()).isZero();
    assertThat(dry.out()).contains("pool ", "mount ", "loop ", "folder ");
    assertThat(sandbox.leftOf(run)).isEqualTo(dead);

    Sandbox.Said first = sandbox.cleanup();
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).contains("undone: pool ", "undone: mount ", "undone: loop ");
    sandbox.assertNothingIsLeftOf(run);

    Sandbox.Said second = sandbox.cleanup();
    assertThat(second.exitCode()).isZero();
    assertThat(second.out()).contains("nothing is left of any run");
    assertThat(sandbox.results().resolve(run).resolve("run.json")).exists();
  }

  @Test
  void goesOnWithANewGuestWhenOneDies() throws Exception {
    String run = "it-guest-dies";
    PoolbenchProcess process = start(run, 5);
    process.awaitMeasuring(run, 1);

    Sandbox.killTheGuestOf(run);

    assertThat(process.exitCode()).as(process.err()).isEqualTo(ExitCodes.INCOMPLETE);
    sandbox.assertNothingIsLeftOf(run);
    RunResult result = sandbox.load(run);
    assertThat(result.run().state()).isEqualTo(RunState.INCOMPLETE);
    assertThat(result.trials()).hasSize(2);
    String failure = result.trials().get(0).trial().failure();
    assertThat(failure).isNotNull().contains("guest").doesNotContain("Exception");
    assertThat(result.trials().get(1).trial().failure()).isNull();
    assertThat(GuestNames.of(result)).doesNotHaveDuplicates();
    assertThat(process.err()).contains("FAILED: " + failure, "incomplete");
    assertThat(sandbox.reports().resolve(run).resolve("index.html"))
        .content()
        .contains("1 trial failed", "guest-exec-status");
  }

  private List<String> with(String... words) {
    List<String> arguments = new java.util.ArrayList<>(List.of(words));
    arguments.addAll(
        List.of(
            "--results", sandbox.results().toString(), "--reports", sandbox.reports().toString()));
    return arguments;
  }
}
