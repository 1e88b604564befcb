package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.host.Command;
import io.poolbench.host.DeviceGuard;
import io.poolbench.result.RunResult;
import io.poolbench.result.RunState;
import io.poolbench.result.TrialResult;
import io.poolbench.validity.Judge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs on devices that a scenario names; loop devices with stable names stand in for disks. */
class DeviceRunIT {
  private static final long MIB = 1 << 20;

  private final List<LoopDisk> disks = new ArrayList<>();
  private Sandbox sandbox;

  @BeforeEach
  void open() throws Exception {
    sandbox = new Sandbox();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
    for (LoopDisk disk : disks) {
      disk.close();
    }
  }

  private LoopDisk disk(String label, long mebibytes) throws Exception {
    LoopDisk disk = new LoopDisk(label, mebibytes * MIB);
    disks.add(disk);
    return disk;
  }

  private Path scenario(String substrate, String backends, int replicates) throws Exception {
    return scenario(substrate, backends, replicates, 1);
  }

  private Path scenario(String substrate, String backends, int replicates, int seconds)
      throws Exception {
    return sandbox.write(
        "device.yaml",
        """
        name: device
        substrate: { %s }
        disk: { size: 32MiB }
        backends:
        %s
        baseline: first
        workloads:
          - { name: randread, fio: { rw: randread, bs: 4k, runtime: %ds } }
        replicates: %d
        """
            .formatted(substrate, backends.indent(2).stripTrailing(), seconds, replicates));
  }

  private static final String TWO =
      """
      - { kind: block, name: first }
      - { kind: dir, name: second, format: qcow2 }""";

  private static boolean isEmpty(LoopDisk disk) throws InterruptedException {
    return new DeviceGuard().inspect(disk.name(), MIB).refusals(Set.of()).isEmpty();
  }

  private RunResult complete(String run, Path scenario, String... more) throws Exception {
    PoolbenchProcess process = sandbox.startRun(scenario, run, more);
    assertThat(process.exitCode()).as(process.err()).isZero();
    RunResult result = sandbox.load(run);
    assertThat(result.run().state()).isEqualTo(RunState.COMPLETE);
    sandbox.assertNothingIsLeftOf(run);
    return result;
  }

  private static List<String> builtOn(RunResult result, String backend) {
    return result.trials().stream()
        .map(TrialResult::trial)
        .filter(t -> t.backend().equals(backend))
        .map(t -> t.effective().getOrDefault("built on", ""))
        .toList();
  }

  @Test
  void measuresEveryKindInTurnAndLeavesTheDeviceBlank() throws Exception {
    LoopDisk disk = disk("exclusive", 512);
    RunResult result =
        complete(
            "it-exclusive",
            scenario(
                "device: " + disk.name(),
                """
                - { kind: block, name: first }
                - { kind: disk, name: partition }
                - { kind: fs, name: ext4, filesystem: ext4 }
                - { kind: fs, name: xfs, filesystem: xfs, format: qcow2 }
                - { kind: dir, name: dir, format: qcow2 }""",
                1));

    assertThat(result.run().substrate())
        .containsEntry("kind", "device")
        .containsEntry("name", disk.name().toString())
        .containsEntry("device", disk.node().toString());
    assertThat(result.trials()).hasSize(5).allMatch(t -> t.trial().failure() == null);
    for (TrialResult trial : result.trials()) {
      assertThat(trial.trial().effective())
          .as(trial.trial().backend())
          .containsEntry("built on", disk.node().toString());
      if (trial.trial().backend().equals("partition")) {
        assertThat(trial.trial().effective()).containsEntry("volume begins at byte", "1048576");
      }
    }
    assertThat(Judge.judge(result).findings()).noneMatch(f -> f.check().equals("misaligned"));
    assertThat(isEmpty(disk)).isTrue();
  }

  @Tag("long")
  @Test
  void givesBackendsEqualSlicesThatRotateBetweenBlocks() throws Exception {
    LoopDisk disk = disk("slices", 512);
    RunResult result =
        complete("it-slices", scenario("device: " + disk.name() + ", use: slices", TWO, 2));

    String slice = disk.node() + "p";
    assertThat(builtOn(result, "first")).containsExactlyInAnyOrder(slice + 1, slice + 2);
    assertThat(builtOn(result, "second")).containsExactlyInAnyOrder(slice + 1, slice + 2);
    assertThat(result.trials())
        .extracting(t -> t.trial().block() + t.trial().effective().getOrDefault("built on", ""))
        .doesNotHaveDuplicates();
    assertThat(isEmpty(disk)).isTrue();
  }

  @Tag("long")
  @Test
  void letsSeveralDevicesTakeTurns() throws Exception {
    LoopDisk one = disk("one", 256);
    LoopDisk two = disk("two", 256);
    RunResult result =
        complete(
            "it-turns", scenario("device: [ " + one.name() + ", " + two.name() + " ]", TWO, 2));

    for (String backend : List.of("first", "second")) {
      assertThat(builtOn(result, backend))
          .containsExactlyInAnyOrder(one.node().toString(), two.node().toString());
    }
    assertThat(
            result.trials().stream()
                .filter(t -> t.trial().block() == 1)
                .map(t -> t.trial().effective().get("built on"))
                .collect(Collectors.toSet()))
        .hasSize(1);
    assertThat(isEmpty(one)).isTrue();
    assertThat(isEmpty(two)).isTrue();
  }

  @Test
  void guardsAndBlanksAllDevicesThatAreUsedTogetherAndBuildsOnTheFirst() throws Exception {
    LoopDisk one = disk("together-one", 256);
    LoopDisk two = disk("together-two", 256);
    Command.check("mkfs.ext4", "-q", two.node().toString());
    String before = two.digest();
    Path scenario =
        scenario("device: [ %s, %s ], use: together".formatted(one.name(), two.name()), TWO, 2);

    PoolbenchProcess refused = sandbox.startRun(scenario, "it-together-refused");
    assertThat(refused.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(refused.err()).contains(two.name().toString(), "ext4", "--overwrite");
    assertThat(two.digest()).isEqualTo(before);

    RunResult result = complete("it-together", scenario, "--overwrite=" + two.name().getFileName());
    assertThat(result.run().substrate())
        .containsEntry("kind", "2 devices, together")
        .containsEntry("device 2 name", two.name().toString());
    for (String backend : List.of("first", "second")) {
      assertThat(builtOn(result, backend)).containsOnly(one.node().toString());
    }
    assertThat(isEmpty(one)).isTrue();
    assertThat(isEmpty(two)).isTrue();
  }

  @Tag("long")
  @Test
  void resumesOnDevicesThatAreUsedTogether() throws Exception {
    LoopDisk one = disk("resumed-one", 256);
    LoopDisk two = disk("resumed-two", 256);
    Path scenario =
        scenario("device: [ %s, %s ], use: together".formatted(one.name(), two.name()), TWO, 1, 8);
    killWhileMeasuring("it-together-killed", scenario);

    PoolbenchProcess resumed = sandbox.startResume("it-together-killed");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    RunResult result = sandbox.load("it-together-killed");
    assertThat(result.run().state()).isEqualTo(RunState.COMPLETE);
    assertThat(result.trials()).hasSize(2).allMatch(t -> t.trial().failure() == null);
    sandbox.assertNothingIsLeftOf("it-together-killed");
    assertThat(isEmpty(one)).isTrue();
    assertThat(isEmpty(two)).isTrue();
  }

  @Test
  void refusesADeviceThatBearsDataUntilToldToOverwriteIt() throws Exception {
    LoopDisk disk = disk("precious", 256);
    Command.check("mkfs.ext4", "-q", disk.node().toString());
    String before = disk.digest();
    Path scenario = scenario("device: " + disk.name(), TWO, 1);

    PoolbenchProcess refused = sandbox.startRun(scenario, "it-refused");
    assertThat(refused.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(refused.err()).contains(disk.name().toString(), "ext4", "--overwrite");
    assertThat(disk.digest()).isEqualTo(before);
    assertThat(sandbox.results().resolve("it-refused")).doesNotExist();

    Sandbox.Said plan = Sandbox.say(List.of("plan", scenario.toString()));
    assertThat(plan.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(plan.out()).contains("overwritten: ", "refused: ", "ext4");
    Sandbox.Said allowed =
        Sandbox.say(
            List.of("plan", scenario.toString(), "--overwrite=" + disk.name().getFileName()));
    assertThat(allowed.exitCode()).as(allowed.out()).isZero();
    assertThat(allowed.out()).contains("overwritten: ").doesNotContain("refused: ");
    assertThat(Sandbox.say(List.of("doctor")).out())
        .containsPattern("disk +" + disk.name() + ", 256 MiB: no: .*ext4");
    assertThat(disk.digest()).isEqualTo(before);

    complete("it-overwrite", scenario, "--overwrite=" + disk.name());
    assertThat(isEmpty(disk)).isTrue();
  }

  @Test
  void neverLetsTwoRunsShareADevice() throws Exception {
    LoopDisk disk = disk("shared", 256);
    Path scenario = scenario("device: " + disk.name(), TWO, 1, 8);
    PoolbenchProcess first = sandbox.startRun(scenario, "it-first");
    first.awaitMeasuring("it-first", 1);

    PoolbenchProcess second = sandbox.startRun(scenario, "it-second");
    assertThat(second.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(second.err()).contains(disk.name().toString());
    assertThat(sandbox.results().resolve("it-second")).doesNotExist();

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(isEmpty(disk)).isTrue();
  }

  @Test
  void cleanupBlanksTheDeviceOfAKilledRunButNotWhatCameAfterIt() throws Exception {
    LoopDisk disk = disk("killed", 256);
    Path scenario =
        scenario("device: " + disk.name(), "- { kind: fs, name: first, filesystem: ext4 }", 1, 20);
    killWhileMeasuring("it-killed", scenario);
    assertThat(isEmpty(disk)).isFalse();
    Sandbox.Said cleanup = sandbox.cleanup();
    assertThat(cleanup.exitCode()).as(cleanup.err()).isZero();
    assertThat(cleanup.out()).contains("undone: device " + disk.name());
    assertThat(isEmpty(disk)).isTrue();

    killWhileMeasuring("it-reused", scenario);
    Path mountPoint = sandbox.work().resolve("poolbench-it-reused/mounts/disk");
    Command.check("umount", mountPoint.toString());
    Command.check("mkfs.ext4", "-q", "-F", "-L", "precious", disk.node().toString());
    String precious = disk.digest();
    Sandbox.Said second = sandbox.cleanup();
    assertThat(second.exitCode()).isEqualTo(ExitCodes.INCOMPLETE);
    assertThat(second.err()).contains(disk.name().toString(), "left as it is");
    assertThat(disk.digest()).isEqualTo(precious);
    Command.check("wipefs", "--all", "--quiet", disk.node().toString());
    assertThat(sandbox.cleanup().exitCode()).isZero();
  }

  private void killWhileMeasuring(String run, Path scenario) throws Exception {
    PoolbenchProcess process = sandbox.startRun(scenario, run);
    process.awaitMeasuring(run, 1);
    process.kill();
    Sandbox.awaitNoGuestOf(run);
  }
}
