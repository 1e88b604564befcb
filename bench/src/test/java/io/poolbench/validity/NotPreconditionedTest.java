package io.poolbench.validity;

import static io.poolbench.result.Fixture.DIGEST;
import static io.poolbench.result.Fixture.evidence;
import static io.poolbench.result.Fixture.inEffect;
import static io.poolbench.result.Fixture.io;
import static io.poolbench.result.Fixture.measured;
import static io.poolbench.result.Fixture.trial;
import static io.poolbench.result.Fixture.workload;
import static io.poolbench.result.IoKind.READ;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.Allocation;
import io.poolbench.result.Fixture;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.WorkloadRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotPreconditionedTest {
  private static final WorkloadRecord READS = workload("reads", 16, READ);
  private static final Allocation WHOLE = new Allocation(1L << 30, 1L << 30, 0, "qemu-img map");

  @TempDir Path folder;

  @Test
  void whatWasDoneAsAskedIsNoFinding() {
    assertThat(
            reasons(
                Map.of("cache", "none", "fill_level", "80%", "layout", "sequential"),
                Map.of(
                    "fill: bytes asked", "1000000",
                    "fill: bytes written", "1000000",
                    "fill: bytes at the device", "1100000",
                    "preconditioning of reads: bytes asked", "1000000",
                    "preconditioning of reads: bytes written", "995000",
                    "filesystem fill percent", "77",
                    "image extents before the workloads", "64")))
        .isEmpty();
  }

  @Test
  void runsOfAnOlderVersionAreNoFinding() {
    assertThat(reasons(Map.of("cache", "none"), Map.of("image extents", "1"))).isEmpty();
  }

  @Test
  void roundsThatWereCutShortAreSuspect() {
    assertThat(
            reasons(
                Map.of("cache", "none"),
                Map.of(
                    "preconditioning of reads: bytes asked", "104857600",
                    "preconditioning of reads: bytes written", "52428800")))
        .singleElement()
        .asString()
        .contains("preconditioning of reads", "50.0 MiB of 100.0 MiB", "rounds_max");
  }

  @Test
  void aFillThatDidNotReachTheDeviceIsSuspectUnlessACacheWasDeclared() {
    Map<String, String> facts =
        Map.of(
            "fill: bytes asked", "104857600",
            "fill: bytes written", "104857600",
            "fill: bytes at the device", "1048576");

    assertThat(reasons(Map.of("cache", "none"), facts))
        .singleElement()
        .asString()
        .contains("fill", "1.00 MiB of 100.0 MiB reached the device");
    assertThat(reasons(Map.of("cache", "writeback"), facts)).isEmpty();
  }

  @Test
  void aLevelThatWasNotReachedIsSuspect() {
    assertThat(
            reasons(
                Map.of("fill_level", "80%"),
                Map.of(
                    "filesystem fill percent", "60", "image extents before the workloads", "900")))
        .singleElement()
        .asString()
        .contains("fill_level: 80%", "60 % full");
  }

  @Test
  void anImageInAsFewPiecesAsANewOneIsSuspect() {
    // 1 GiB in pieces of at most 16 MiB
    assertThat(
            reasons(
                Map.of("fill_level", "80%"),
                Map.of(
                    "filesystem fill percent", "80", "image extents before the workloads", "63")))
        .singleElement()
        .asString()
        .contains("did not take", "63 pieces of the filesystem", "64");
    assertThat(
            reasons(
                Map.of("layout", "scattered", "format", "qcow2"),
                Map.of("image map extents", "3", "image extents before the workloads", "2000")))
        .singleElement()
        .asString()
        .contains("3 pieces of the image");
    assertThat(
            reasons(
                Map.of("layout", "scattered", "format", "raw"),
                Map.of("image map extents", "3", "image extents before the workloads", "2000")))
        .isEmpty();
  }

  private List<String> reasons(Map<String, String> settings, Map<String, String> effective) {
    TrialRecord measured =
        trial(
            1,
            1,
            "a",
            null,
            DIGEST,
            WHOLE,
            measured("reads", Map.of(READ, io(1000, 16e6)), evidence(16)));
    RunResult run =
        Fixture.withSettings(
            settings,
            Fixture.run(
                folder, "a", List.of("a"), List.of(READS), List.of(inEffect(effective, measured))));
    return Judge.judge(run).findings().stream()
        .filter(f -> f.check().equals("not-preconditioned"))
        .map(
            f -> {
              assertThat(f.validity()).isEqualTo(Validity.SUSPECT);
              return f.reason();
            })
        .toList();
  }
}
