package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Judge;
import io.poolbench.validity.Validity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real runs over the host-side settings of the disk, and what took effect. */
class KnobsIT {
  private static final String RUN = "it-knobs";
  private static final String SCSI = "it-knobs-scsi";

  private static final String SCENARIO =
      """
      name: knobs
      substrate: { device: loop:208MiB }
      guest: { vcpus: 2, memory: 256MiB, queues: 2 }
      disk: { size: 32MiB }
      backends:
        - { kind: dir, name: none, format: qcow2 }
        - { kind: dir, name: none-threads, format: qcow2, disk: { io: threads } }
        - { kind: dir, name: none-uring, format: qcow2, disk: { io: io_uring, iothread: on } }
        - { kind: dir, name: directsync, format: qcow2, disk: { cache: directsync } }
        - { kind: dir, name: writeback, format: qcow2, disk: { cache: writeback } }
        - { kind: dir, name: writeback-uring, format: qcow2, disk: { cache: writeback, io: io_uring } }
        - { kind: dir, name: writethrough, format: qcow2, disk: { cache: writethrough } }
        - { kind: dir, name: unsafe, format: qcow2, disk: { cache: unsafe } }
        - { kind: block, name: discard, disk: { discard: unmap, detect_zeroes: unmap, iothread: on } }
        - { kind: dir, name: tables, format: qcow2, cluster_size: 16KiB, subclusters: on, l2_cache: 256KiB, disk: { detect_zeroes: on } }
      baseline: none
      workloads:
        - { name: randread, fio: { rw: randread, bs: 4k, iodepth: 1, runtime: 1s } }
        - { name: log, fio: { rw: write, bs: 4k, fdatasync: 1, runtime: 1s } }
      replicates: { min: 1 }
      """;

  private static final String SCSI_SCENARIO =
      """
      name: knobs-scsi
      substrate: { device: loop:208MiB }
      guest: { vcpus: 2, memory: 256MiB, queues: 2, bus: scsi }
      disk: { size: 32MiB }
      backends:
        - { kind: block, name: block }
        - { kind: dir, name: writethrough, disk: { cache: writethrough, discard: unmap } }
        - { kind: dir, name: qcow2, format: qcow2, l2_cache: 1MiB }
      baseline: block
      workloads:
        - { name: randread, fio: { rw: randread, bs: 4k, iodepth: 1, runtime: 1s } }
      replicates: { min: 1 }
      """;

  private static Sandbox sandbox;
  private static String out = "";
  private static String err = "";
  private static int exitCode;

  @BeforeAll
  static void run() throws Exception {
    sandbox = new Sandbox();
    PoolbenchProcess process = sandbox.startRun(sandbox.write("knobs.yaml", SCENARIO), RUN);
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

  private static Map<String, String> effective(String backend) {
    return stored().trials().stream()
        .map(TrialResult::trial)
        .filter(trial -> trial.backend().equals(backend))
        .findFirst()
        .orElseThrow()
        .effective();
  }

  @Test
  void everyCacheModeTakesEffect() {
    Map<String, String> modes =
        Map.of(
            "none", "direct=true no-flush=false write back",
            "none-threads", "direct=true no-flush=false write back",
            "directsync", "direct=true no-flush=false write through",
            "writeback", "direct=false no-flush=false write back",
            "writeback-uring", "direct=false no-flush=false write back",
            "writethrough", "direct=false no-flush=false write through",
            "unsafe", "direct=false no-flush=true write back");
    modes.forEach(
        (backend, mode) -> {
          Map<String, String> effective = effective(backend);
          assertThat(
                  effective.getOrDefault("QEMU protocol cache", "").replace("writeback=true ", ""))
              .as(backend)
              .isEqualTo(mode.substring(0, mode.indexOf(" write ")));
          assertThat(effective.get("guest write_cache"))
              .as(backend)
              .isEqualTo(mode.substring(mode.indexOf("write ")));
          assertThat(effective)
              .containsEntry("QEMU write cache", mode.endsWith("back") ? "on" : "off");
        });
  }

  @Test
  void everyOtherSettingTakesEffect() {
    assertThat(effective("none")).containsEntry("libvirt io", "native");
    assertThat(effective("none-threads"))
        .containsEntry("libvirt io", "threads")
        .containsEntry("QEMU iothread", "off");
    assertThat(effective("none-uring"))
        .containsEntry("libvirt io", "io_uring")
        .containsEntry("QEMU iothread", "on");
    assertThat(effective("writeback")).containsEntry("libvirt io", "threads");
    assertThat(effective("discard"))
        .containsEntry("libvirt discard", "unmap")
        .containsEntry("QEMU format detect-zeroes", "unmap")
        .containsEntry("QEMU iothread", "on");
    assertThat(effective("tables"))
        .containsEntry("libvirt discard", "ignore")
        .containsEntry("QEMU format detect-zeroes", "on")
        .containsEntry("image cluster size", "16384")
        .containsEntry("image subclusters", "on")
        .containsEntry("libvirt metadata cache", "262144");
    assertThat(effective("none"))
        .containsEntry("image subclusters", "off")
        .containsEntry("guest queues", "2")
        .doesNotContainKey("libvirt metadata cache");
  }

  @Test
  void showsEveryBackendTheSameGuestButForItsWriteCache() {
    List<TrialRecord> trials = stored().trials().stream().map(TrialResult::trial).toList();

    assertThat(trials).extracting(TrialRecord::failure).containsOnlyNulls();
    assertThat(Set.copyOf(trials.stream().map(TrialRecord::guestDigest).toList())).hasSize(1);
    for (String seen :
        List.of("guest size", "guest logical_block_size", "guest scheduler", "guest queues")) {
      assertThat(Set.copyOf(trials.stream().map(t -> t.effective().get(seen)).toList()))
          .as(seen)
          .hasSize(1);
    }
  }

  @Test
  void doubtsFlushesThatAreDroppedAndNothingThatWasDeclared() {
    RunResult result = stored();
    List<Finding> findings = Judge.judge(result).findings();

    assertThat(findings)
        .filteredOn(f -> f.check().equals("dropped-flushes"))
        .extracting(f -> f.backend() + " " + f.workload() + " " + f.validity())
        .containsExactly("unsafe log " + Validity.SUSPECT);
    assertThat(findings)
        .extracting(Finding::check)
        .doesNotContain("not-in-effect", "device-traffic", "holes", "guest-differs");
    assertThat(result.run().backend("unsafe").setting(BackendRecord.DURABILITY))
        .isEqualTo("none: flushes are dropped");
    assertThat(result.run().backend("writeback").setting(BackendRecord.DURABILITY))
        .startsWith("device: ");
    assertThat(out.replaceAll("\\s+", " "))
        .contains("Host page cache")
        .contains("writeback (writeback)", "unsafe (unsafe)")
        .doesNotContain("directsync (directsync)");
  }

  @Test
  void servesADiskOnVirtioScsiFromTrialToTrial() throws Exception {
    PoolbenchProcess process = sandbox.startRun(sandbox.write("scsi.yaml", SCSI_SCENARIO), SCSI);
    int code = process.exitCode();
    assertThat(code).as(process.err()).isZero();
    RunResult result = sandbox.load(SCSI);

    assertThat(result.trials()).hasSize(3);
    for (TrialResult stored : result.trials()) {
      TrialRecord trial = stored.trial();
      assertThat(trial.effective())
          .containsEntry("guest queues", "2")
          .containsEntry("QEMU iothread", "off")
          .containsEntry("guest size", String.valueOf(32L << 20));
      assertThat(stored.workload("randread").orElseThrow().evidence().guestDisk())
          .as("counted at the guest's disk")
          .satisfies(disk -> assertThat(disk.readBytes()).isPositive());
    }
    assertThat(Judge.judge(result).findings())
        .extracting(Finding::check)
        .doesNotContain("not-in-effect", "device-traffic", "guest-differs");
    assertThat(result.run().workloads().get(0).fioJob()).contains("filename=/dev/sda");
    sandbox.assertNothingIsLeftOf(SCSI);
  }
}
