package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.result.ResultStore;
import io.poolbench.result.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One run that a fault hits, and all that must hold afterwards. */
final class SoakedRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TRIALS = 3;

  private static final String SCENARIO =
      """
      name: soak
      substrate: { device: loop:224MiB }
      disk: { size: 32MiB }
      backends:
        - { kind: disk, name: disk }
        - { kind: dir, name: qcow2, format: qcow2 }
        - { kind: fs, name: ext4, filesystem: ext4 }
      baseline: disk
      workloads:
        - { name: randrw, fio: { rw: randrw, bs: 4k, iodepth: 4, runtime: 1s } }
        - { name: log, fio: { rw: write, bs: 4k, fdatasync: 1, runtime: 1s } }
      replicates: 1
      """;

  private final Sandbox sandbox;
  private final OwnLibvirt libvirt;
  private final String run;

  SoakedRun(Sandbox sandbox, OwnLibvirt libvirt, String run) {
    this.sandbox = sandbox;
    this.libvirt = libvirt;
    this.run = run;
  }

  /** What was seen of one moment. */
  record Figures(
      Fault fault,
      int momentMillis,
      String hit,
      int storedBefore,
      int exitCode,
      int leftBefore,
      int undone,
      int measuredByResume) {
    static final String HEADER =
        "fault,moment_ms,hit,stored_before,exit_code,left_before_cleanup,undone_by_cleanup,measured_by_resume";

    String line() {
      return String.format(
          Locale.ROOT,
          "%s,%d,%s,%d,%d,%d,%d,%d",
          fault,
          momentMillis,
          hit,
          storedBefore,
          exitCode,
          leftBefore,
          undone,
          measuredByResume);
    }
  }

  Figures survive(Fault fault, int momentMillis) throws Exception {
    Path scenario = sandbox.write(run + ".yaml", SCENARIO);
    List<String> arguments =
        new ArrayList<>(List.of("run", scenario.toString(), "--name", run, "--seed", "7"));
    arguments.addAll(sandbox.folders());
    PoolbenchProcess process = sandbox.startIn(libvirt.prefix(), arguments);
    process.awaitEnd(momentMillis);
    String hit = inflict(fault, process);
    Map<String, String> finished = finished();
    int exitCode = process.exitCode();
    assertThat(unchanged(finished)).as("finished trials after %s", fault).isEqualTo(finished);
    wholeOrAbsent();

    List<String> left = left();
    Said cleanup = poolbench("cleanup", "--yes");
    assertThat(cleanup.exitCode()).as(cleanup.text()).isZero();
    assertThat(left()).as("left after %s at %d ms", fault, momentMillis).isEmpty();
    int undone = (int) cleanup.text().lines().filter(l -> l.startsWith("undone: ")).count();

    Map<String, String> before = finished();
    assertThat(before.keySet()).containsAll(finished.keySet());
    int repeated = 0;
    if (Files.exists(sandbox.results().resolve(run).resolve("run.json"))
        && sandbox.load(run).run().state() != RunState.COMPLETE) {
      Said resume = poolbench("resume", run);
      assertThat(resume.exitCode()).as(resume.text()).isZero();
      repeated = TRIALS - trials(before);
    }
    if (Files.exists(sandbox.results().resolve(run).resolve("run.json"))) {
      var result = new ResultStore(sandbox.results()).load(run);
      assertThat(result.run().state()).isEqualTo(RunState.COMPLETE);
      assertThat(result.trials()).hasSize(TRIALS);
      assertThat(result.trials()).allMatch(t -> t.trial().failure() == null);
      assertThat(unchanged(before)).isEqualTo(before);
      wholeOrAbsent();
    }
    assertThat(left()).as("left after resume").isEmpty();
    return new Figures(
        fault, momentMillis, hit, trials(finished), exitCode, left.size(), undone, repeated);
  }

  /**
   * @return what it hit: {@code run}, or {@code nothing} where there was none to hit
   */
  private String inflict(Fault fault, PoolbenchProcess process) throws Exception {
    Optional<String> guest = guests().stream().findFirst();
    boolean alive = process.isAlive();
    switch (fault) {
      case KILL_POOLBENCH -> process.kill();
      case TERMINATE_POOLBENCH -> process.terminate();
      case RESTART_LIBVIRTD -> libvirt.restart();
      case KILL_QEMU -> {
        if (guest.isPresent()) {
          String pid = libvirt.output("cat", "/run/libvirt/qemu/" + guest.get() + ".pid").strip();
          if (!pid.isEmpty()) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
          }
        }
        return guest.isPresent() ? "guest" : alive ? "no guest yet" : "ended run";
      }
      case PANIC_GUEST -> {
        if (guest.isPresent()) {
          return panic(guest.get()) ? "guest" : "no agent in time";
        }
        return alive ? "no guest yet" : "ended run";
      }
    }
    return alive ? "run" : "ended run";
  }

  /** Makes the guest's kernel panic, as soon as its agent takes commands. */
  private boolean panic(String guest) throws Exception {
    for (int attempt = 0; attempt < 10 && guests().contains(guest); attempt++) {
      String answer =
          libvirt.virsh(
              "qemu-agent-command",
              "--timeout",
              "5",
              guest,
              "{\"execute\":\"guest-exec\",\"arguments\":{\"path\":\"/bin/sh\",\"arg\":[\"-c\",\"echo"
                  + " c >/proc/sysrq-trigger\"]}}");
      if (answer.contains("pid")) {
        return true;
      }
      Thread.sleep(500);
    }
    return false;
  }

  private record Said(int exitCode, String text) {}

  private Said poolbench(String... words) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(sandbox.folders());
    PoolbenchProcess process = sandbox.startIn(libvirt.prefix(), arguments);
    int exitCode = process.exitCode();
    return new Said(exitCode, process.out() + process.err());
  }

  private List<String> guests() throws Exception {
    return libvirt
        .virsh("list", "--all", "--name")
        .lines()
        .filter(g -> g.startsWith("poolbench-" + run + "-"))
        .toList();
  }

  /** All that may not outlive a cleanup: in libvirt, in the kernel, as processes, as files. */
  private List<String> left() throws Exception {
    List<String> left = new ArrayList<>();
    guests().forEach(g -> left.add("guest " + g));
    libvirt
        .virsh("pool-list", "--all", "--name")
        .lines()
        .filter(p -> !p.isBlank())
        .forEach(p -> left.add("pool " + p));
    libvirt
        .output("cat", "/proc/self/mounts")
        .lines()
        .filter(m -> m.split(" ")[1].startsWith(sandbox.work().toString()))
        .forEach(m -> left.add("mount " + m));
    try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
      for (Path device : devices.toList()) {
        Path backing = device.resolve("loop/backing_file");
        if (Files.exists(backing)
            && Files.readString(backing).startsWith(sandbox.work().toString())) {
          left.add("loop " + device.getFileName());
        }
      }
    }
    ProcessHandle.allProcesses()
        .filter(p -> p.pid() != ProcessHandle.current().pid())
        .filter(p -> p.info().commandLine().orElse("").contains("poolbench-" + run))
        .forEach(p -> left.add("process " + p.pid() + " " + p.info().command().orElse("")));
    for (Path folder : List.of(sandbox.work(), sandbox.temporary())) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files.forEach(f -> left.add("file " + f));
        }
      }
    }
    return left;
  }

  /** SHA-256 of each file of each finished trial, by its path in the run. */
  private Map<String, String> finished() throws Exception {
    Map<String, String> digests = new TreeMap<>();
    Path trials = sandbox.results().resolve(run).resolve("trials");
    if (!Files.isDirectory(trials)) {
      return digests;
    }
    try (Stream<Path> folders = Files.list(trials)) {
      for (Path trial : folders.sorted().toList()) {
        Path record = trial.resolve("trial.json");
        if (Files.exists(record) && JSON.readTree(record.toFile()).path("failure").isNull()) {
          try (Stream<Path> files = Files.list(trial)) {
            for (Path file : files.toList()) {
              digests.put(trials.relativize(file).toString(), digest(file));
            }
          }
        }
      }
    }
    return digests;
  }

  /** What is there now under the same paths. */
  private Map<String, String> unchanged(Map<String, String> digests) throws Exception {
    Map<String, String> now = finished();
    now.keySet().retainAll(digests.keySet());
    return now;
  }

  private static int trials(Map<String, String> digests) {
    return (int) digests.keySet().stream().filter(f -> f.endsWith("/trial.json")).count();
  }

  private static String digest(Path file) throws Exception {
    byte[] content = Files.readAllBytes(file);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  /** Every JSON file parses to its end, and every histogram log ends in a whole line. */
  private void wholeOrAbsent() throws IOException {
    Path folder = sandbox.results().resolve(run);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String relative = folder.relativize(file).toString();
        if (relative.contains("/.") || relative.startsWith(".")) {
          continue; // what was being written: readers pass over it
        }
        if (relative.endsWith(".json")) {
          JsonNode tree = JSON.readTree(file.toFile());
          assertThat(tree.isObject()).as(relative).isTrue();
        } else if (relative.endsWith(".hlog")) {
          assertThat(Files.readString(file)).as(relative).endsWith("\n");
        }
      }
    }
  }
}
