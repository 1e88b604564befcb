package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.QemuCpu;
import io.poolbench.result.RunResult;
import io.poolbench.result.WorkloadEvidence;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Judge;
import io.poolbench.validity.Judgement;
import io.poolbench.validity.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real runs that something disturbs, and what is said of them. */
class ValidityIT {
  private static final int HOGS = 8;

  private final List<Process> disturbers = new ArrayList<>();
  private Sandbox sandbox;

  @BeforeEach
  void open() throws IOException {
    sandbox = new Sandbox();
  }

  @AfterEach
  void close() throws Exception {
    disturbers.forEach(Process::destroy);
    for (Process disturber : disturbers) {
      disturber.waitFor(10, TimeUnit.SECONDS);
    }
    sandbox.close();
  }

  /** The first trial is disturbed in all ways at once, the second in none. */
  @Test
  void tellsWhatDisturbedATrial() throws Exception {
    String run = "it-disturbed";
    Path scenario =
        sandbox.write(
            "scenario.yaml",
            """
            name: disturbed
            substrate: { device: loop:256MiB }
            guest: { vcpus: 1, memory: 256MiB }
            disk: { size: 32MiB }
            backends:
              - { kind: block, name: block }
            baseline: block
            workloads:
              - { name: reads, fio: { rw: randread, bs: 4k, iodepth: 1, runtime: 6s } }
              # filled to 32, then emptied to 1 before it is filled again
              - { name: shallow, fio: { rw: randread, bs: 4k, iodepth: 32, iodepth_low: 1, runtime: 2s } }
            replicates: 2
            """);
    PoolbenchProcess process = sandbox.startRun(scenario, run);
    process.awaitMeasuring(run, 1);
    for (int i = 0; i < HOGS; i++) {
      disturb("while :; do :; done");
    }
    // beyond the disk under test, which is the device's first 32 MiB
    disturb(
        "while dd if=/dev/zero of=%s bs=1M count=16 seek=200 oflag=direct conv=notrunc; do :; done"
            .formatted(loopDevice()));
    String guest = Sandbox.guests("poolbench-" + run).get(0);
    Sandbox.virsh("suspend", guest);
    Thread.sleep(1_000);
    Sandbox.virsh("resume", guest);
    process.await("the first trial ends", () -> process.err().contains("[1/2]"));
    disturbers.forEach(Process::destroy);
    assertThat(process.exitCode()).as(process.err()).isZero();

    RunResult result = sandbox.load(run);
    Judgement judgement = Judge.judge(result);
    assertThat(checks(judgement, 1, "reads"))
        .as(judgement.findings().toString())
        .contains("foreign-writer", "guest-clock");
    // at depth 1 the guest sleeps so often that the scheduler may favour it
    assertThat(checks(judgement, 1, "shallow"))
        .as(judgement.findings().toString())
        .contains("littles-law", "cpu-starved");
    assertThat(checks(judgement, 2, "shallow")).contains("littles-law");
    assertThat(checks(judgement, 2, "reads")).doesNotContain("foreign-writer", "guest-clock");
    assertThat(judgement.of(1, "reads")).isEqualTo(Validity.SUSPECT);

    WorkloadEvidence quiet = result.trials().get(1).trial().workloads().get(0).evidence();
    assertThat(Objects.requireNonNull(quiet.guestClock()).driftPercent()).isBetween(-0.5, 0.5);
    QemuCpu cpu = Objects.requireNonNull(quiet.qemuCpu());
    assertThat(cpu.vcpuNanos()).isBetween(cpu.windowNanos() / 10, cpu.windowNanos());
    assertThat(cpu.vcpus()).isEqualTo(1);
    sandbox.assertNothingIsLeftOf(run);
  }

  private static List<String> checks(Judgement judgement, int trial, String workload) {
    return judgement.findings().stream()
        .filter(f -> f.trial() == trial && f.workload().equals(workload))
        .map(Finding::check)
        .toList();
  }

  private void disturb(String line) throws IOException {
    // timeout hands the signal that ends it on to all that it started
    disturbers.add(
        new ProcessBuilder("timeout", "--kill-after=1", "120", "sh", "-c", line)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  /** The one that the run made over its own file. */
  private String loopDevice() throws IOException {
    try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
      for (Path device : devices.toList()) {
        Path backing = device.resolve("loop/backing_file");
        if (Files.exists(backing)
            && Files.readString(backing).startsWith(sandbox.work().toString())) {
          return "/dev/" + device.getFileName();
        }
      }
    }
    throw new AssertionError("the run has no loop device");
  }
}
