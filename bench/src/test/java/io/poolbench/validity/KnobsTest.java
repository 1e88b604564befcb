package io.poolbench.validity;

import static io.poolbench.result.Fixture.evidence;
import static io.poolbench.result.Fixture.inEffect;
import static io.poolbench.result.Fixture.io;
import static io.poolbench.result.Fixture.measured;
import static io.poolbench.result.Fixture.trial;
import static io.poolbench.result.Fixture.workload;
import static io.poolbench.result.IoKind.READ;
import static io.poolbench.result.IoKind.SYNC;
import static io.poolbench.result.IoKind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.DiskCounters;
import io.poolbench.result.Fixture;
import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.WorkloadEvidence;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is judged by the settings that a backend declares. */
class KnobsTest {
  private static final WorkloadRecord READS = workload("reads", 16, READ);
  private static final WorkloadRecord WRITES = workload("writes", 16, WRITE);
  private static final WorkloadRecord LOG = workload("log", 1, WRITE, SYNC);
  private static final String DIRECT = "direct=true writeback=true no-flush=false";
  private static final String CACHED = "direct=false writeback=true no-flush=false";

  /** As a backend of QEMU 7.2 with its defaults is read back. */
  private static final Map<String, String> DECLARED =
      Map.ofEntries(
          Map.entry("cache", "none"),
          Map.entry("io", "native"),
          Map.entry("discard", "ignore"),
          Map.entry("detect_zeroes", "off"),
          Map.entry("iothread", "off"),
          Map.entry("cluster_size", "64KiB"),
          Map.entry("subclusters", "off"),
          Map.entry("nocow", "off"),
          Map.entry("encryption", "luks"),
          Map.entry("l2_cache", "1024KiB"),
          Map.entry("stripes", "2"),
          Map.entry("stripe_size", "256KiB"),
          Map.entry("lvm_cache", "writeback"),
          Map.entry("selector", "service-time"));

  private static final Map<String, String> EFFECTIVE =
      Map.ofEntries(
          Map.entry("QEMU protocol cache", DIRECT),
          Map.entry("guest write_cache", "write back"),
          Map.entry("libvirt io", "native"),
          Map.entry("libvirt discard", "ignore"),
          Map.entry("QEMU format detect-zeroes", "off"),
          Map.entry("QEMU iothread", "off"),
          Map.entry("image cluster size", "65536"),
          Map.entry("image subclusters", "off"),
          Map.entry("libvirt metadata cache", "1048576"),
          Map.entry("guest queues", "2"),
          Map.entry("image encryption", "luks"),
          Map.entry("multipath paths", "2"));

  @TempDir Path folder;

  private Judgement judge(Map<String, String> declared, Map<String, String> effective) {
    TrialRecord t = inEffect(effective, trial(1, 1, "a", reads(evidence(16))));
    RunResult run =
        Fixture.withGuest(Map.of("queues", "2"), Fixture.withSettings(declared, run(READS, t)));
    return Judge.judge(run);
  }

  private RunResult run(WorkloadRecord workload, TrialRecord trial) {
    return Fixture.run(folder, "a", List.of("a"), List.of(workload), List.of(trial));
  }

  private static WorkloadResult reads(WorkloadEvidence evidence) {
    return measured("reads", Map.of(READ, io(1000, 16e6)), evidence);
  }

  private static Map<String, String> but(Map<String, String> all, String key, String value) {
    Map<String, String> changed = new HashMap<>(all);
    changed.put(key, value);
    return changed;
  }

  @Test
  void settingsThatTookAreNoFinding() {
    assertThat(judge(DECLARED, EFFECTIVE).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "QEMU protocol cache       | direct=false writeback=true no-flush=false | cache: none",
        "QEMU protocol cache       | direct=true writeback=true no-flush=true   | cache: none",
        "guest write_cache         | write through                              | cache: none",
        "libvirt io                | threads                                    | io: native",
        "libvirt discard           | unmap                                      | discard: ignore",
        "QEMU format detect-zeroes | on                                         | detect_zeroes: off",
        "QEMU iothread             | on                                         | iothread: off",
        "image cluster size        | 4096                                       | cluster_size: 65536",
        "image subclusters         | on                                         | subclusters: off",
        "image encryption          | off                                        | encryption: luks",
        "LV stripes                | 1                                          | stripes: 2",
        "LV stripe size            | 64KiB                                      | stripe_size: 256KiB",
        "LV cache                  | off                                        | lvm_cache: writeback",
        "image nocow               | on                                         | nocow: off",
        "libvirt metadata cache    | 65536                                      | l2_cache: 1048576",
        "guest queues              | 1                                          | queues: 2",
        "multipath active paths after the workloads  | 1                        | paths: 2",
        "multipath active paths before the workloads | 1                        | paths: 2",
        "multipath selector        | round-robin                                | selector: service-time"
      })
  void aSettingThatDidNotTakeIsSuspectAndNamedWithBothValues(
      String fact, String effective, String declared) {
    Judgement judgement = judge(DECLARED, but(EFFECTIVE, fact, effective));

    assertThat(judgement.findings()).hasSize(1);
    Finding f = judgement.findings().get(0);
    assertThat(f.check()).isEqualTo("not-in-effect");
    assertThat(f.validity()).isEqualTo(Validity.SUSPECT);
    assertThat(f.workload()).isEqualTo("*");
    assertThat(f.reason()).contains(declared, effective, fact, "01-a-r1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none         | direct=true writeback=true no-flush=false  | write back",
        "directsync   | direct=true writeback=true no-flush=false  | write through",
        "writeback    | direct=false writeback=true no-flush=false | write back",
        "writethrough | direct=false writeback=true no-flush=false | write through",
        "unsafe       | direct=false writeback=true no-flush=true  | write back"
      })
  void everyCacheModeIsKnownByWhatItIsInQemuAndInTheGuest(String mode, String cache, String seen) {
    Map<String, String> effective =
        but(but(EFFECTIVE, "QEMU protocol cache", cache), "guest write_cache", seen);
    for (String declared : List.of("none", "directsync", "writeback", "writethrough", "unsafe")) {
      assertThat(judge(but(DECLARED, "cache", declared), effective).findings().isEmpty())
          .as(declared)
          .isEqualTo(declared.equals(mode));
    }
  }

  @Test
  void whatWasNotReadBackOrNotDeclaredIsPassedOver() {
    assertThat(judge(DECLARED, Map.of()).findings()).isEmpty();
    assertThat(judge(Map.of(), but(EFFECTIVE, "QEMU protocol cache", CACHED)).findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fsync=1", "fdatasync=1", "end_fsync=1"})
  void aWorkloadThatFlushesWhereFlushesAreDroppedIsSuspect(String option) {
    WorkloadRecord flushing =
        new WorkloadRecord(
            "writes", "", "[w]\n" + option + "\n", List.of(WRITE), WRITE, WRITE, 16, true, 10);

    assertThat(checks(flushing, "unsafe")).containsExactly("dropped-flushes");
    assertThat(checks(flushing, "writeback")).isEmpty();
  }

  @Test
  void flushesThatWereMeasuredAreFlushes() {
    assertThat(checks(LOG, "unsafe")).containsExactly("dropped-flushes");
    assertThat(checks(WRITES, "unsafe")).isEmpty();
  }

  private List<String> checks(WorkloadRecord workload, String cache) {
    Map<IoKind, IoMeasurement> io =
        workload.kinds().contains(SYNC)
            ? Map.of(WRITE, io(500, 1e5), SYNC, io(500, 2e6))
            : Map.of(WRITE, io(1000, 16e6));
    TrialRecord t = trial(1, 1, "a", measured(workload.name(), io, evidence(workload.depth())));
    return Judge.judge(Fixture.withSettings(Map.of("cache", cache), run(workload, t)))
        .findings()
        .stream()
        .map(Finding::check)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "none, true, true",
    "directsync, true, true",
    "writethrough, false, true",
    "writeback, false, false",
    "unsafe, false, false"
  })
  void whatADeclaredCacheServesAndKeepsIsNoFinding(String cache, boolean reads, boolean writes) {
    DiskCounters guest = new DiskCounters(1, 100 << 20, 1, 100 << 20, 0, 1);
    DiskCounters device = new DiskCounters(1, 0, 1, 0, 0, 1);
    WorkloadEvidence kept =
        new WorkloadEvidence(0, "", guest, device, 0, 50, null, null, 16, null, null);
    TrialRecord read = trial(1, 1, "a", reads(kept));
    TrialRecord written = trial(1, 1, "a", measured("writes", Map.of(WRITE, io(1000, 16e6)), kept));

    Map<String, String> declared = Map.of("cache", cache);
    assertThat(Judge.judge(Fixture.withSettings(declared, run(READS, read))).findings())
        .hasSize(reads ? 1 : 0);
    assertThat(Judge.judge(Fixture.withSettings(declared, run(WRITES, written))).findings())
        .hasSize(writes ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"off, 1", "writecache, 0", "writethrough, 0"})
  void aDeclaredCacheOnADeviceMayBeWrittenToByReads(String cache, int findings) {
    DiskCounters device = new DiskCounters(1, 100 << 20, 1, 50 << 20, 0, 1);
    TrialRecord read =
        trial(
            1,
            1,
            "a",
            reads(new WorkloadEvidence(0, "", null, device, 0, 50, null, null, 16, null, null)));
    Map<String, String> declared = Map.of("lvm_cache", cache);
    assertThat(Judge.judge(Fixture.withSettings(declared, run(READS, read))).findings())
        .hasSize(findings);
  }
}
