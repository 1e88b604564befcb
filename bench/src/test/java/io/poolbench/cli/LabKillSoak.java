package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Labs that are killed at random moments of a run on LVM, NFS and iSCSI: afterwards the machine is
 * as it was, but for the run's own folder until {@code cleanup}. Takes about twelve minutes with
 * the default number of moments; by name:
 *
 * <pre>
 * ./poolbench test -Dit.test=LabKillSoak -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 *
 * {@code -Dpoolbench.moments=N} and {@code -Dpoolbench.soakSeed=N} say how many and which.
 */
class LabKillSoak {
  /** Whom the moment hits; the launcher by a signal that it can answer, too. */
  private enum Victim {
    LAUNCHER,
    CONTAINER,
    KERNEL,
    SIGTERM
  }

  /** About as long as such a run takes. */
  private static final int LONGEST_MILLIS = 75_000;

  @Test
  void leavesTheMachineAsItWas() throws Exception {
    soak(
        Integer.getInteger("poolbench.moments", 10),
        Long.getLong("poolbench.soakSeed", System.nanoTime()));
  }

  static void soak(int moments, long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    System.out.println("lab kill soak: " + moments + " moments, seed " + seed);
    int hit = 0;
    try (Sandbox sandbox = new Sandbox()) {
      Path scenario = sandbox.write("scenario.yaml", SCENARIO);
      Files.createDirectories(sandbox.temporary());
      for (int i = 0; i < moments; i++) {
        Victim victim = Victim.values()[i % Victim.values().length];
        int moment = random.nextInt(LONGEST_MILLIS);
        boolean ran = survive(sandbox, scenario, "lab-soak-" + (i + 1), victim, moment);
        System.out.printf("%s after %d ms: %s%n", victim, moment, ran ? "hit" : "had ended");
        hit += ran ? 1 : 0;
      }
    }
    System.out.println("moments that hit a lab: " + hit);
  }

  private static boolean survive(
      Sandbox sandbox, Path scenario, String run, Victim victim, int moment) throws Exception {
    HostState before = HostState.now(sandbox.root());
    PoolbenchProcess process =
        sandbox.startRun(
            List.of("-Djava.io.tmpdir=" + sandbox.temporary(), "-XX:-UsePerfData"),
            scenario,
            run,
            "--on",
            "lab");
    process.awaitEnd(moment);
    List<ProcessHandle> all = process.descendants();
    boolean ran = process.isAlive();
    strike(process, all, victim);
    int exit = process.exitCode();
    if (ran) {
      assertThat(exit).as(process.err()).isNotZero();
    }
    for (ProcessHandle one : all) {
      one.onExit().get(20, TimeUnit.SECONDS);
    }
    assertThat(labs(sandbox)).isEmpty();
    before.assertUnchanged(HostState.now(sandbox.root()));
    if (victim == Victim.LAUNCHER && !left(sandbox.work()).isEmpty()) {
      assertThat(left(sandbox.work())).hasSize(1);
      assertThat(sandbox.cleanup().out()).contains("undone: folder " + sandbox.work());
    }
    assertThat(left(sandbox.work())).isEmpty();
    assertThat(sandbox.cleanup().out()).contains("nothing is left of any run");
    return ran;
  }

  private static void strike(PoolbenchProcess process, List<ProcessHandle> all, Victim victim)
      throws InterruptedException {
    if (victim == Victim.LAUNCHER) {
      process.kill();
    } else if (victim == Victim.SIGTERM) {
      process.terminate();
    } else {
      String program = victim == Victim.CONTAINER ? "/bwrap" : "/linux.uml";
      all.stream()
          .filter(p -> p.info().command().orElse("").endsWith(program))
          .findFirst()
          // before there is a lab, and after it, only its launcher can be hit
          .ifPresentOrElse(ProcessHandle::destroyForcibly, process::terminate);
    }
  }

  private static List<Path> left(Path workFolder) throws IOException {
    if (!Files.exists(workFolder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(workFolder)) {
      return files.toList();
    }
  }

  /** Processes that name this test's folder or run in it, whoever their parent is. */
  private static List<String> labs(Sandbox sandbox) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path one : processes.filter(p -> p.getFileName().toString().matches("\\d+")).toList()) {
        try {
          String line = Files.readString(one.resolve("cmdline")).replace('\0', ' ');
          String folder = one.resolve("cwd").toRealPath().toString();
          if (line.contains(sandbox.root().toString())
              || folder.startsWith(sandbox.root().toString())) {
            found.add(one.getFileName() + " " + line);
          }
        } catch (IOException e) {
          // it has ended meanwhile, or is the kernel's own
          continue;
        }
      }
    }
    return found;
  }

  private static final String SCENARIO =
      """
      name: lab-soak
      substrate: { device: loop:200MiB }
      guest: { vcpus: 1, memory: 256MiB }
      disk: { size: 32MiB }
      backends:
        - { kind: dir, name: dir }
        - { kind: logical, name: lvm }
        - { kind: netfs, name: nfs, protocol: nfs }
        - { kind: iscsi, name: iscsi }
      baseline: dir
      workloads:
        - { name: randrw, fio: { rw: randrw, bs: 4k, runtime: 2s } }
      replicates: { min: 1 }
      """;
}
