package io.poolbench.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.result.Allocation;
import io.poolbench.result.IoKind;
import io.poolbench.result.RunResult;
import io.poolbench.result.RunState;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadResult;
import io.poolbench.stats.Percentiles;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Judge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One real run over every kind of backend, and what it stored, printed and left. */
class RunIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RUN = "it-every-backend";
  private static final int TRIALS = 12;
  private static final long DISK_BYTES = 64L << 20;
  private static final Set<String> IMAGES =
      Set.of(
          "fs-ext4-raw",
          "fs-xfs-raw",
          "fs-xfs-qcow2",
          "fs-btrfs-raw",
          "fs-btrfs-nocow-qcow2",
          "dir-raw",
          "dir-qcow2",
          "dir-btrfs-nocow-raw",
          "dir-btrfs-qcow2",
          "file-qcow2");

  private static final String SCENARIO =
      """
      name: every-backend
      substrate: { device: loop:448MiB }
      guest: { vcpus: 1, memory: 256MiB }
      disk: { size: 64MiB }
      backends:
        - { kind: block, name: block }
        - { kind: disk, name: disk }
        - { kind: fs, name: fs-ext4-raw, filesystem: ext4, format: raw }
        - { kind: fs, name: fs-xfs-raw, filesystem: xfs, format: raw }
        - { kind: fs, name: fs-xfs-qcow2, filesystem: xfs, format: qcow2 }
        - { kind: fs, name: fs-btrfs-raw, filesystem: btrfs, format: raw }
        - { kind: fs, name: fs-btrfs-nocow-qcow2, filesystem: btrfs, format: qcow2, nocow: on }
        - { kind: dir, name: dir-raw, filesystem: ext4, format: raw }
        - { kind: dir, name: dir-qcow2, filesystem: ext4, format: qcow2 }
        - { kind: dir, name: dir-btrfs-nocow-raw, filesystem: btrfs, format: raw, nocow: on, preallocation: falloc }
        - { kind: dir, name: dir-btrfs-qcow2, filesystem: btrfs, format: qcow2 }
        - { kind: file, name: file-qcow2, filesystem: ext4, format: qcow2, preallocation: metadata }
      baseline: block
      workloads:
        - { name: randread, fio: { rw: randread, bs: 4k, iodepth: 1, runtime: 1s } }
        - { name: mixed, fio_file: mixed.fio }
        - { name: fsync, fio: { rw: write, bs: 4k, fdatasync: 1, runtime: 1s } }
        - { name: verified, fio: { rw: randwrite, bs: 16k, size: 4m, runtime: 2s, verify: crc32c, verify_fatal: 1 } }
      replicates: { min: 1 }
      """;

  private static final String MIXED =
      """
      [global]
      runtime=1s
      bs=4k
      [readers]
      rw=randrw
      rwmixread=70
      iodepth=4
      [log]
      rw=randwrite
      iodepth=1
      """;

  private static Sandbox sandbox;
  private static String out = "";
  private static String err = "";
  private static int exitCode;

  @BeforeAll
  static void run() throws Exception {
    sandbox = new Sandbox();
    sandbox.write("mixed.fio", MIXED);
    PoolbenchProcess process = sandbox.startRun(sandbox.write("scenario.yaml", SCENARIO), RUN);
    exitCode = process.exitCode();
    out = process.out();
    err = process.err();
  }

  @AfterAll
  static void close() throws Exception {
    sandbox.close();
  }

  private static RunResult stored() {
    assertThat(exitCode).as(() -> err).isZero();
    return sandbox.load(RUN);
  }

  @Test
  void storesEveryTrialWhole() throws IOException {
    RunResult result = stored();

    assertThat(result.run().state()).isEqualTo(RunState.COMPLETE);
    assertThat(result.run().problem()).isNull();
    assertThat(result.scenarioText()).isEqualTo(SCENARIO);
    assertThat(result.trials()).hasSize(TRIALS);
    assertThat(result.trials())
        .extracting(t -> t.trial().backend())
        .containsExactlyInAnyOrder(
            "block",
            "disk",
            "fs-ext4-raw",
            "fs-xfs-raw",
            "fs-xfs-qcow2",
            "fs-btrfs-raw",
            "fs-btrfs-nocow-qcow2",
            "dir-raw",
            "dir-qcow2",
            "dir-btrfs-nocow-raw",
            "dir-btrfs-qcow2",
            "file-qcow2");
    for (TrialResult trial : result.trials()) {
      assertThat(trial.trial().failure()).isNull();
      assertThat(trial.workloads())
          .extracting(WorkloadResult::workload)
          .containsExactly("randread", "mixed", "fsync", "verified");
      assertThat(trial.folder().resolve("domain.xml")).isNotEmptyFile();
      assertThat(trial.trial().phases())
          .containsKeys(
              "provision", "attach", "fill", "check", "measure", "collect", "detach", "close");
      for (WorkloadResult workload : trial.workloads()) {
        assertThat(workload.evidence().fioErrors()).isZero();
        assertThat(trial.folder().resolve(workload.rawFile())).isNotEmptyFile();
        assertThat(trial.folder().resolve(workload.histogramFile())).isNotEmptyFile();
      }
    }
    try (var trials = Files.list(result.folder().resolve("trials"))) {
      assertThat(trials).as("no trial half stored").hasSize(TRIALS);
    }
  }

  @Test
  void showsEveryBackendTheSameGuest() {
    List<TrialResult> trials = stored().trials();

    assertThat(trials).extracting(t -> t.trial().guestDigest()).doesNotContain("");
    assertThat(Set.copyOf(trials.stream().map(t -> t.trial().guestDigest()).toList())).hasSize(1);
    for (String seen :
        List.of(
            "guest size",
            "guest logical_block_size",
            "guest physical_block_size",
            "guest write_cache",
            "guest rotational",
            "guest scheduler",
            "guest nr_requests",
            "guest queues")) {
      assertThat(Set.copyOf(trials.stream().map(t -> t.trial().effective().get(seen)).toList()))
          .as(seen)
          .hasSize(1);
    }
    assertThat(trials.get(0).trial().effective())
        .containsEntry("guest size", String.valueOf(DISK_BYTES));
  }

  @Test
  void readsBackThatTheHostsPageCacheIsBypassed() {
    for (TrialResult stored : stored().trials()) {
      TrialRecord trial = stored.trial();
      boolean qcow2 = trial.backend().endsWith("qcow2");

      assertThat(trial.effective().get("QEMU format cache"))
          .as(trial.backend())
          .isEqualTo("direct=true writeback=true no-flush=false");
      assertThat(trial.effective().get("QEMU protocol cache")).contains("direct=true");
      assertThat(trial.effective())
          .containsEntry("QEMU format driver", qcow2 ? "qcow2" : "raw")
          .containsEntry(
              "QEMU protocol driver", IMAGES.contains(trial.backend()) ? "file" : "host_device");
      if (qcow2) {
        assertThat(trial.effective())
            .containsEntry("image compat", "1.1")
            .containsKey("image cluster size");
      }
      if (IMAGES.contains(trial.backend())) {
        assertThat(trial.effective().get("mounted as"))
            .startsWith(filesystem(trial.backend()) + " ");
        assertThat(trial.effective())
            .as("4 KiB of the guest are one block of the filesystem")
            .containsEntry("filesystem block size", "4096");
      }
    }
  }

  private static String filesystem(String backend) {
    return Stream.of("xfs", "btrfs").filter(backend::contains).findFirst().orElse("ext4");
  }

  @Test
  void copiesOnWriteOnBtrfsWhereNothingElseWasAskedFor() {
    for (TrialResult stored : stored().trials()) {
      TrialRecord trial = stored.trial();
      if (trial.backend().contains("btrfs")) {
        assertThat(trial.effective())
            .as(trial.backend())
            .containsEntry("image nocow", trial.backend().contains("nocow") ? "on" : "off");
        // btrfs shows no word for nodiscard; what it does by itself shows
        assertThat(trial.effective().get("mounted as")).doesNotContain("discard");
      } else {
        assertThat(trial.effective()).as(trial.backend()).doesNotContainKey("image nocow");
      }
    }
    assertThat(Judge.judge(stored()).findings())
        .extracting(Finding::check)
        .doesNotContain("not-in-effect", "device-traffic", "holes", "guest-differs");
  }

  @Test
  void findsNoHoleInWhatTheGuestFilled() {
    for (TrialResult stored : stored().trials()) {
      TrialRecord trial = stored.trial();
      Allocation allocation = requireNonNull(trial.allocation());

      assertThat(allocation.holeBytes()).as(trial.backend()).isZero();
      assertThat(allocation.virtualBytes()).isEqualTo(DISK_BYTES);
      assertThat(allocation.allocatedBytes()).isGreaterThanOrEqualTo(DISK_BYTES);
      assertThat(allocation.method())
          .isEqualTo(IMAGES.contains(trial.backend()) ? "qemu-img map, stat" : "block device");
    }
  }

  @Test
  void readsFromItsHistogramsWhatFioReports() throws IOException {
    int compared = 0;
    for (TrialResult trial : stored().trials()) {
      for (String workload : List.of("randread", "fsync")) {
        Path raw = trial.folder().resolve(trial.workload(workload).orElseThrow().rawFile());
        JsonNode job = JSON.readTree(raw.toFile()).path("jobs").path(0);
        for (IoKind kind : IoKind.values()) {
          Histogram histogram = trial.histogram(workload, kind).orElse(null);
          JsonNode stream = job.path(kind.word());
          JsonNode latency = stream.path(kind == IoKind.SYNC ? "lat_ns" : "clat_ns");
          if (histogram == null) {
            assertThat(latency.path("N").asLong()).as("%s %s", workload, kind).isZero();
            continue;
          }
          assertThat(histogram.getTotalCount()).isEqualTo(latency.path("N").asLong());
          for (Map.Entry<String, JsonNode> line : latency.path("percentile").properties()) {
            double fio = line.getValue().asDouble();
            double ours = Percentiles.of(histogram).at(Double.parseDouble(line.getKey()));
            assertThat(ours)
                .as("%s %s %s p%s", trial.trial().backend(), workload, kind, line.getKey())
                .isCloseTo(fio, within(0.008 * fio));
            compared++;
          }
        }
      }
    }
    // read, write and sync of each trial, at the six percentiles that fio is asked for
    assertThat(compared).as("percentiles compared").isEqualTo(TRIALS * 3 * 6);
  }

  @Test
  void mergesTheJobsOfAJobFile() throws IOException {
    for (TrialResult trial : stored().trials()) {
      Path raw = trial.folder().resolve(trial.workload("mixed").orElseThrow().rawFile());
      JsonNode jobs = JSON.readTree(raw.toFile()).path("jobs");
      long writes = 0;
      for (JsonNode job : jobs) {
        writes += job.path("write").path("clat_ns").path("N").asLong();
      }

      assertThat(jobs).hasSize(2);
      assertThat(trial.histogram("mixed", IoKind.WRITE).orElseThrow().getTotalCount())
          .isEqualTo(writes);
      assertThat(trial.histogram("mixed", IoKind.READ)).isPresent();
    }
  }

  @Test
  void reportsWhatItMeasured() throws IOException {
    stored();

    List<String> samples =
        Files.readAllLines(sandbox.results().resolve(RUN).resolve("samples.csv"));
    assertThat(samples.get(0)).startsWith("run,replicate,backend,vantage,workload,metric,unit");
    for (String backend : List.of("block", "disk", "fs-xfs-qcow2", "dir-qcow2")) {
      for (String workload : List.of("randread", "mixed", "fsync")) {
        assertThat(samples)
            .anyMatch(r -> r.contains("," + backend + ",") && r.contains("," + workload + ","));
      }
    }
    assertThat(sandbox.reports().resolve(RUN).resolve("index.html"))
        .content()
        .contains("dir-qcow2", "fs-xfs-raw");
    assertThat(sandbox.reports().resolve(RUN).resolve("comparison.csv")).isNotEmptyFile();
    assertThat(sandbox.reports().resolve(RUN).resolve("summary.md")).isNotEmptyFile();
    assertThat(out)
        .contains("randread", "fsync", "fs-xfs-qcow2", "IOPS", "report: ", RUN + "/index.html");
    assertThat(err).contains("guests run under", "[%d/%d]".formatted(TRIALS, TRIALS));
  }

  @Test
  void leavesNothingBehind() throws Exception {
    stored();

    sandbox.assertNothingIsLeftOf(RUN);
    try (var left = Files.list(sandbox.work())) {
      assertThat(left).isEmpty();
    }
    Sandbox.Said said = sandbox.cleanup();
    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).contains("nothing is left of any run");
  }
}
