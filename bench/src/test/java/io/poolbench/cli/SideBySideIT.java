package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.ResultStore;
import io.poolbench.result.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two runs at once, and a cleanup while both go on. */
class SideBySideIT {
  private static final String SCENARIO =
      """
      name: side-by-side
      substrate: { device: loop:256MiB }
      guest: { vcpus: 1, memory: 256MiB }
      disk: { size: 32MiB }
      backends:
        - { kind: dir, name: raw, filesystem: ext4, format: raw }
        - { kind: fs, name: fs, filesystem: ext4, format: qcow2 }
        - { kind: disk, name: disk }
      baseline: raw
      workloads:
        - { name: randread, fio: { rw: randread, bs: 4k, runtime: 1s } }
      replicates: { min: 1 }
      """;

  private Sandbox sandbox;

  @BeforeEach
  void open() throws IOException {
    sandbox = new Sandbox();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  @Test
  void twoRunsOfOneScenarioDoNotDisturbEachOtherNorDoesACleanup() throws Exception {
    Set<String> before = temporaryFiles();
    Path scenario = sandbox.write("scenario.yaml", SCENARIO);
    List<PoolbenchProcess> processes =
        List.of(
            sandbox.start(List.of(), scenario, List.of()),
            sandbox.start(List.of(), scenario, List.of()));
    for (PoolbenchProcess process : processes) {
      process.await("measures", () -> process.err().contains("[1/3]"));
    }

    Sandbox.Said cleanup = sandbox.cleanup();

    assertThat(cleanup.exitCode()).as(cleanup.err()).isZero();
    assertThat(cleanup.out()).contains("(still running, left alone)").doesNotContain("undone");
    for (PoolbenchProcess process : processes) {
      assertThat(process.exitCode()).as(process.err()).isZero();
    }
    List<String> runs = new ResultStore(sandbox.results()).list();
    assertThat(runs).hasSize(2).doesNotHaveDuplicates();
    for (String run : runs) {
      assertThat(sandbox.load(run).run().state()).isEqualTo(RunState.COMPLETE);
      sandbox.assertNothingIsLeftOf(run);
    }
    Sandbox.Said compared =
        Sandbox.say(
            List.of(
                "compare", "--results", sandbox.results().toString(), runs.get(0), runs.get(1)));
    // runs of one scenario on one host are alike; one replicate has no interval
    assertThat(compared.err()).isEmpty();
    assertThat(compared.exitCode()).isEqualTo(3);
    assertThat(compared.out()).contains("of 6 nothing can be said").doesNotContain("not alike");
    assertThat(sandbox.work()).isEmptyDirectory();
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  /** What could be a run's; the sandbox and its like are the tests' own. */
  private static Set<String> temporaryFiles() throws IOException {
    try (Stream<Path> temporary = Files.list(Path.of("/tmp"));
        Stream<Path> kept = Files.list(Path.of("/var/tmp"));
        Stream<Path> running = Files.list(Path.of("/run"))) {
      return Stream.of(temporary, kept, running)
          .flatMap(s -> s)
          .map(Path::toString)
          .filter(f -> f.matches(".*/(poolbench-(?!it-|journal)|jna).*"))
          .collect(Collectors.toSet());
    }
  }
}
