package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.RunResult;
import io.poolbench.result.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/**
 * Runs in a lab whose every workload writes, reads what it wrote and compares checksums; what
 * differs is the kind of storage, and what happens meanwhile.
 */
abstract class VerifiedInALab {
  /** fio writes, reads what it wrote and compares checksums: any difference fails the trial. */
  private static final String SCENARIO =
      """
      name: verified
      substrate: { device: loop:400MiB }
      guest: { vcpus: 1, memory: 256MiB }
      disk: { size: %s }
      backends:
      %s
      baseline: first
      workloads:
        - { name: verified, fio: { rw: randwrite, bs: 64k, %s, verify: crc32c, verify_fatal: 1 } }
      replicates: { min: 1 }
      """;

  /** One pass, however long that takes. */
  static final String WHOLE = VerifiedData.PASS;

  /** For runs that are killed. */
  static final String ENDLESS = WHOLE + ", runtime: 300s";

  /** Several runs one after another, emulated in an emulated machine. */
  private static final long LONGEST_MILLIS = 1_800_000;

  final Sandbox sandbox;

  VerifiedInALab() throws IOException {
    sandbox = new Sandbox();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  /** The kind of all backends. */
  abstract String kind();

  void scenario(String name, String size, String bound, String... backends) throws IOException {
    StringBuilder list = new StringBuilder();
    for (String backend : backends) {
      list.append("  - { kind: ").append(kind()).append(", ").append(backend).append(" }\n");
    }
    sandbox.write(name + ".yaml", SCENARIO.formatted(size, list, bound));
  }

  /**
   * Runs a script in a lab; its standard output is an archive of results, what it says goes to
   * standard error.
   */
  List<String> inALab(String services, String script) throws Exception {
    String functions =
        """
        cd /var/lib/poolbench
        folders='--results /var/lib/poolbench/results --reports /var/lib/poolbench/reports --work-dir /var/lib/poolbench/work'
        poolbench() { %s "$@" $folders >>log.txt 2>&1; }
        measure() { poolbench run "%s/$1.yaml" --name "$1" --seed 7; }
        """
            .formatted(
                quoted(PoolbenchProcess.command(List.of("-XX:+UseSerialGC"), List.of())),
                sandbox.root());
    PoolbenchProcess lab =
        PoolbenchProcess.start(
            sandbox.root(),
            List.of(
                "lab",
                "run",
                "--serve",
                services,
                "--work-dir",
                sandbox.work().toString(),
                "--",
                "bash",
                "-c",
                functions + script));
    try {
      lab.awaitEnd(LONGEST_MILLIS);
      assertThat(lab.exitCode()).as(lab.err()).isZero();
      Files.createDirectories(sandbox.results());
      Process tar =
          new ProcessBuilder(
                  "tar", "-x", "-C", sandbox.results().toString(), "-f", lab.outFile().toString())
              .inheritIO()
              .start();
      assertThat(tar.waitFor()).isZero();
      return lab.err().lines().toList();
    } finally {
      lab.kill();
    }
  }

  private static String quoted(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
  }

  static TrialResult trial(RunResult run, String backend) {
    return run.trials().stream()
        .filter(t -> t.trial().backend().equals(backend))
        .findFirst()
        .orElseThrow();
  }

  static Map<String, String> effective(RunResult run, String backend) {
    return trial(run, backend).trial().effective();
  }

  static String mountOf(RunResult run, String backend) {
    return effective(run, backend).getOrDefault("mounted as", "nothing");
  }

  void isVerified(TrialResult result) {
    VerifiedData.isVerified(sandbox, result);
  }
}
