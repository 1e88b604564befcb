package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Judge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real runs over images in LUKS: what took effect, what lies on the disk, what is left. */
class EncryptedImageIT {
  /** What the guest writes; eight bytes that QEMU, ext4 and chance do not repeat. */
  private static final String PLAIN = "poolbnch";

  /** Six trials in an emulation that others slow down. */
  private static final long LONGEST_SECONDS = 900;

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
  void everyKindOfImageIsEncryptedFilledAndVerified() throws Exception {
    String run = "it-luks";
    PoolbenchProcess process =
        sandbox.startRun(
            sandbox.write(
                "luks.yaml",
                """
                name: luks
                substrate: { device: loop:208MiB }
                disk: { size: 32MiB }
                backends:
                  - { kind: dir, name: plain }
                  - { kind: dir, name: dir-raw, encryption: luks }
                  - { kind: dir, name: dir-qcow2, format: qcow2, preallocation: metadata, encryption: luks }
                  - { kind: fs, name: fs-qcow2, format: qcow2, cluster_size: 1MiB, subclusters: on, encryption: luks }
                  - { kind: file, name: file-raw, preallocation: falloc, encryption: luks }
                  - { kind: file, name: file-qcow2, format: qcow2, encryption: luks }
                baseline: plain
                workloads:
                  - { name: verify, fio: { rw: randwrite, bs: 4k, size: 4m, runtime: 3s, verify: crc32c, verify_fatal: 1 } }
                replicates: { min: 1 }
                """),
            run);
    int exitCode = process.exitCode(LONGEST_SECONDS);
    assertThat(exitCode).as(process.err()).isZero();

    RunResult result = sandbox.load(run);
    Map<String, TrialRecord> trials =
        result.trials().stream()
            .map(TrialResult::trial)
            .collect(Collectors.toMap(TrialRecord::backend, trial -> trial));
    assertThat(trials.values()).extracting(TrialRecord::failure).containsOnlyNulls();
    assertThat(Set.copyOf(trials.values().stream().map(TrialRecord::guestDigest).toList()))
        .hasSize(1);
    trials.forEach(
        (backend, trial) -> {
          boolean encrypted = !backend.equals("plain");
          assertThat(trial.effective())
              .as(backend)
              .containsEntry("image encryption", encrypted ? "luks" : "off")
              .containsEntry("guest size", String.valueOf(32L << 20));
          assertThat(trial.effective().containsKey("image cipher")).isEqualTo(encrypted);
        });
    assertThat(Judge.judge(result).findings())
        .extracting(Finding::check)
        .doesNotContain("not-in-effect", "holes", "guest-differs", "fio-error");
    sandbox.assertNothingIsLeftOf(run);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dir, encryption: off", "dir, encryption: luks", "file, encryption: luks"})
  @Tag("long")
  void whatTheGuestWritesLiesOnTheDiskInPlainOnlyWhereNothingEncryptsIt(String kind)
      throws Exception {
    String run = "it-luks-kill";
    PoolbenchProcess process =
        sandbox.startRun(
            sandbox.write(
                "kill.yaml",
                """
                name: luks-kill
                substrate: { device: loop:208MiB }
                disk: { size: 32MiB }
                backends:
                  - { kind: %s, name: image }
                baseline: image
                workloads:
                  - { name: write, fio: { rw: write, bs: 1m, size: 8m, end_fsync: 1, buffer_pattern: "0x%s" } }
                  - { name: read, fio: { rw: randread, bs: 4k, runtime: 120s } }
                replicates: { min: 1 }
                """
                    .formatted(kind, hex(PLAIN))),
            run);
    process.awaitMeasuring(run, 1);
    process.kill();
    Sandbox.awaitNoGuestOf(run);

    byte[] image = Files.readAllBytes(image());
    boolean encrypted = kind.endsWith("luks");
    String text = new String(image, StandardCharsets.ISO_8859_1);
    assertThat(text.startsWith("LUKS\u00ba\u00be")).isEqualTo(encrypted);
    assertThat(text.contains(PLAIN.repeat(512))).isEqualTo(!encrypted);
    assertThat(sandbox.leftOf(run).stream().anyMatch(left -> left.startsWith("secret ")))
        .isEqualTo(encrypted);

    Sandbox.Said cleanup = sandbox.cleanup();
    assertThat(cleanup.exitCode()).as(cleanup.err()).isZero();
    assertThat(cleanup.out().contains("undone: secret ")).isEqualTo(encrypted);
    sandbox.assertNothingIsLeftOf(run);
  }

  private static String hex(String text) {
    return text.chars().mapToObj(Integer::toHexString).collect(Collectors.joining());
  }

  /** The image where the killed run left it mounted. */
  private Path image() throws IOException {
    try (Stream<Path> files = Files.walk(sandbox.work())) {
      List<Path> images =
          files.filter(file -> file.getFileName().toString().equals("disk.raw")).toList();
      assertThat(images).hasSize(1);
      return images.get(0);
    }
  }
}
