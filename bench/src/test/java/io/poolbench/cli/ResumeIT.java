package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.poolbench.host.Command;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.Resumption;
import io.poolbench.result.RunResult;
import io.poolbench.result.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs that ended early and go on, with real guests. */
class ResumeIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Sandbox sandbox;

  @BeforeEach
  void open() throws IOException {
    sandbox = new Sandbox();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  /** Two backends, one of them with all that can be left: pool, mount, loop device, folder. */
  private PoolbenchProcess start(String run, int blocks) throws IOException {
    Files.createDirectories(sandbox.root().resolve("jobs"));
    sandbox.write("jobs/reads.fio", "[reads]\nrw=randread\niodepth=16\nruntime=3\n");
    Path scenario =
        sandbox.write(
            "scenario.yaml",
            """
            name: resumed
            substrate: { device: loop:200MiB }
            guest: { vcpus: 1, memory: 256MiB }
            disk: { size: 32MiB }
            backends:
              - { kind: block, name: block }
              - { kind: dir, name: raw, filesystem: ext4, format: raw }
            baseline: block
            workloads:
              - { name: reads, fio_file: jobs/reads.fio }
            replicates: { min: %d }
            """
                .formatted(blocks));
    return sandbox.startRun(scenario, run);
  }

  /** What the run was started from is gone: what it goes on from must be its own. */
  private void forgetTheScenario() throws IOException {
    Files.delete(sandbox.root().resolve("scenario.yaml"));
    Files.delete(sandbox.root().resolve("jobs/reads.fio"));
  }

  @Test
  void goesOnAfterKillMinusNineAndAfterAnotherOneDuringTheResume() throws Exception {
    String run = "it-resume-kill";
    PoolbenchProcess first = start(run, 2);
    first.awaitMeasuring(run, 2);

    Sandbox.Said whileAlive = resume(run, sandbox.results());
    assertThat(whileAlive.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(whileAlive.err()).contains("still running");

    first.kill();
    forgetTheScenario();
    RunResult killed = sandbox.load(run);
    assertThat(killed.run().state()).isEqualTo(RunState.RUNNING);
    assertThat(killed.trials()).hasSize(1);
    Map<String, byte[]> trialOne = contents(trial(killed, 1));
    refusesWhatIsNotAsItWas(run);
    measuresNothingWhileSomethingIsStuck(run);

    PoolbenchProcess second = sandbox.startResume(run);
    second.awaitMeasuring(run, 3);
    second.kill();
    RunResult killedAgain = sandbox.load(run);
    assertThat(killedAgain.trials()).as(second.err()).hasSize(2);
    Map<String, byte[]> trialTwo = contents(trial(killedAgain, 2));

    PoolbenchProcess third = sandbox.startResume(run, sandbox.root().resolve("other-work"));
    assertThat(third.exitCode()).as(third.err()).isZero();

    RunResult complete = sandbox.load(run);
    assertComplete(complete);
    assertThat(complete.run().order()).isEqualTo(killed.run().order());
    assertThat(complete.run().substrate()).isEqualTo(killed.run().substrate());
    assertSame(contents(trial(complete, 1)), trialOne);
    assertSame(contents(trial(complete, 2)), trialTwo);
    assertThat(complete.trials()).extracting(t -> t.trial().boot()).containsExactly(1, 2, 3, 3);
    assertThat(complete.run().resumptions())
        .extracting(Resumption::fromTrial)
        .containsExactly(2, 3);
    assertThat(third.err()).contains("goes on: 2 of 4 trials are left", "[3/4]", "[4/4]");
    assertThat(third.err()).doesNotContain("[1/4]", "[2/4]");
    assertThat(page(run))
        .contains("Resumed run", "Block 1 was measured on more than one boot of the guest");
    assertThat(sandbox.reports().resolve(run).resolve("summary.md"))
        .content()
        .contains("Resumed run");
    sandbox.assertNothingIsLeftOf(run);

    Sandbox.Said again = resume(run, sandbox.results());
    assertThat(again.exitCode()).isEqualTo(ExitCodes.REFUSED);
    assertThat(again.err()).contains("is complete", "nothing to resume");
  }

  /** On copies of what the killed run stored. */
  private void refusesWhatIsNotAsItWas(String run) throws Exception {
    List<String> left = sandbox.leftOf(run);
    assertThat(left).anyMatch(l -> l.startsWith("loop ")).anyMatch(l -> l.startsWith("folder "));

    Path edited = copy(run, "edited");
    Path job = edited.resolve(run).resolve("jobs/reads.fio");
    Files.writeString(job, Files.readString(job).replace("16", "32"));
    Path scenario = edited.resolve(run).resolve("scenario.yaml");
    Files.writeString(scenario, Files.readString(scenario).replace("min: 2", "min: 3"));
    editRun(edited.resolve(run), tree -> host(tree).put("kernel", "0.0.1-of-before"));
    String kernel = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
    assertRefused(
        resume(run, edited),
        "scenario.yaml of the run was changed since the run began",
        "jobs/reads.fio of the run was changed since the run began",
        "kernel: 0.0.1-of-before when the run began, " + kernel + " now",
        "start a new run");

    Path reordered = copy(run, "reordered");
    editRun(
        reordered.resolve(run),
        tree -> {
          tree.put("seed", 8);
          ((ObjectNode) tree.path("substrate")).put("file's filesystem", "zfs");
        });
    assertRefused(
        resume(run, reordered),
        "the fio job of workload reads: ",
        "the work folder's filesystem: zfs when the run began");

    assertThat(sandbox.leftOf(run)).as("nothing was touched").isEqualTo(left);
  }

  private void measuresNothingWhileSomethingIsStuck(String run) throws Exception {
    Path folder = sandbox.work().resolve("poolbench-" + run);
    Path stuck = Files.createDirectory(folder.resolve("stuck"));
    Command.check("mount", "-t", "tmpfs", "none", stuck.toString());
    try {
      Sandbox.Said said = resume(run, sandbox.results());
      assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCodes.INCOMPLETE);
      assertThat(said.err())
          .contains("undone: loop ", stuck + " is still mounted", "./poolbench resume " + run);
      assertThat(sandbox.load(run).run().resumptions()).isEmpty();
    } finally {
      Command.check("umount", stuck.toString());
    }
  }

  @Tag("long")
  @Test
  void goesOnAfterSigtermAndMeasuresAFailedTrialAgain() throws Exception {
    String run = "it-resume-term";
    PoolbenchProcess first = start(run, 1);
    first.awaitMeasuring(run, 1);
    Sandbox.killTheGuestOf(run);
    first.awaitMeasuring(run, 2);
    first.terminate();
    assertThat(first.exitCode()).isEqualTo(128 + 15);
    assertThat(first.err()).contains("./poolbench resume " + run);
    RunResult failed = sandbox.load(run);
    assertThat(failed.trials()).singleElement().matches(t -> t.trial().failure() != null);
    String name = failed.trials().get(0).trial().folder();
    Map<String, byte[]> attempt = contents(trial(failed, 1));

    PoolbenchProcess second = sandbox.startResume(run);
    second.awaitMeasuring(run, 2);
    second.terminate();
    assertThat(second.exitCode()).as(second.err()).isEqualTo(128 + 15);
    assertThat(second.err()).doesNotContain("Exception", "internal error");
    RunResult interrupted = sandbox.load(run);
    assertThat(interrupted.run().state()).isEqualTo(RunState.INCOMPLETE);
    assertThat(interrupted.run().problem()).contains("interrupted");
    assertThat(interrupted.unfinished()).extracting(PlannedTrial::index).containsExactly(2);
    Map<String, byte[]> trialOne = contents(trial(interrupted, 1));
    sandbox.assertNothingIsLeftOf(run);

    PoolbenchProcess third = sandbox.startResume(run);
    assertThat(third.exitCode()).as(third.err()).isZero();
    RunResult complete = sandbox.load(run);
    assertComplete(complete);
    assertSame(contents(trial(complete, 1)), trialOne);
    assertSame(contents(complete.folder().resolve("attempts").resolve(name + "-1")), attempt);
    assertThat(complete.run().resumptions())
        .extracting(Resumption::repeated)
        .containsExactly(List.of(1), List.of());
    assertThat(complete.trials()).extracting(t -> t.trial().boot()).containsExactly(2, 3);
    assertThat(page(run)).contains("Trial 1 had failed and was measured again");
    sandbox.assertNothingIsLeftOf(run);

    // as when it is killed between its last trial and its end
    editRun(complete.folder(), tree -> tree.put("state", "RUNNING").putNull("ended"));
    Sandbox.Said completed = resume(run, sandbox.results());
    assertThat(completed.exitCode()).as(completed.err()).isZero();
    assertComplete(sandbox.load(run));
    assertThat(sandbox.load(run).run().resumptions()).hasSize(2);
  }

  private static void assertComplete(RunResult result) throws IOException {
    assertThat(result.run().state()).isEqualTo(RunState.COMPLETE);
    assertThat(result.run().problem()).isNull();
    assertThat(result.run().ended()).isNotNull();
    assertThat(result.unfinished()).isEmpty();
    assertThat(result.trials()).hasSize(result.run().order().size());
    assertThat(result.trials()).allMatch(t -> t.trial().failure() == null);
    assertThat(result.trials().stream().map(t -> t.trial().guestDigest()).distinct()).hasSize(1);
    try (Stream<Path> folders = Files.list(result.folder().resolve("trials"))) {
      assertThat(folders).as("nothing half stored").hasSize(result.run().order().size());
    }
  }

  private static void assertSame(Map<String, byte[]> now, Map<String, byte[]> before) {
    assertThat(now.keySet()).isEqualTo(before.keySet()).isNotEmpty();
    now.forEach((file, bytes) -> assertThat(bytes).as(file).isEqualTo(before.get(file)));
  }

  private static void assertRefused(Sandbox.Said said, String... named) {
    assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCodes.REFUSED);
    assertThat(said.err()).contains(named).doesNotContain("Exception", "undone");
  }

  private Sandbox.Said resume(String run, Path results) {
    List<String> arguments = new ArrayList<>(List.of("resume", run));
    arguments.addAll(sandbox.folders());
    arguments.set(arguments.indexOf("--results") + 1, results.toString());
    return Sandbox.say(arguments);
  }

  private String page(String run) throws IOException {
    return Files.readString(sandbox.reports().resolve(run).resolve("index.html"));
  }

  private static Path trial(RunResult result, int index) {
    return result.trials().stream()
        .filter(t -> t.trial().index() == index)
        .findFirst()
        .orElseThrow()
        .folder();
  }

  private static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  /** A folder of results with a copy of the run in it. */
  private Path copy(String run, String name) throws IOException {
    Path from = sandbox.results().resolve(run);
    Path to = sandbox.root().resolve(name).resolve(run);
    Files.createDirectories(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.skip(1).toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
    return to.resolveSibling("");
  }

  private static void editRun(Path folder, Consumer<ObjectNode> edit) throws IOException {
    Path file = folder.resolve("run.json");
    ObjectNode tree = (ObjectNode) JSON.readTree(file.toFile());
    edit.accept(tree);
    JSON.writeValue(file.toFile(), tree);
  }

  private static ObjectNode host(ObjectNode run) {
    return (ObjectNode) run.path("host").path("facts");
  }
}
