package io.poolbench.validity;

import static io.poolbench.result.Fixture.DIGEST;
import static io.poolbench.result.Fixture.evidence;
import static io.poolbench.result.Fixture.io;
import static io.poolbench.result.Fixture.measured;
import static io.poolbench.result.Fixture.openLoop;
import static io.poolbench.result.Fixture.trial;
import static io.poolbench.result.Fixture.workload;
import static io.poolbench.result.IoKind.READ;
import static io.poolbench.result.IoKind.SYNC;
import static io.poolbench.result.IoKind.TRIM;
import static io.poolbench.result.IoKind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.Accelerator;
import io.poolbench.result.Allocation;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.Fixture;
import io.poolbench.result.GuestClock;
import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.QemuCpu;
import io.poolbench.result.RunResult;
import io.poolbench.result.SyntheticRun;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.WorkloadEvidence;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
  private static final long MIB = 1 << 20;
  private static final WorkloadRecord READS = workload("reads", 16, READ);
  private static final WorkloadRecord WRITES = workload("writes", 16, WRITE);
  private static final WorkloadRecord LOG = workload("log", 1, WRITE, SYNC);
  private static final Allocation WHOLE = new Allocation(MIB, MIB, 0, "qemu-img map");

  @TempDir Path folder;

  @Test
  void findsNothingInARunWithoutAFault() {
    assertThat(Judge.judge(new SyntheticRun(1).blocks(2).store(folder)).findings()).isEmpty();
  }

  @Test
  void aFailedTrialIsInvalidAsAWholeAndItsMissingWorkloadsAreNoFurtherFinding() {
    Finding f = only(judge(READS, trial(1, 1, "a", "the guest hung", "", null)));

    assertThat(f.check()).isEqualTo("failed");
    assertThat(f.workload()).isEqualTo("*");
    assertThat(f.validity()).isEqualTo(Validity.INVALID);
    assertThat(f.reason()).contains("the guest hung");
  }

  @Test
  void aHoleMakesTheTrialInvalid() {
    Allocation holey = new Allocation(8 * MIB, 7 * MIB, MIB, "qemu-img map");

    Finding f = only(judge(READS, trial(1, 1, "a", null, DIGEST, holey, good(READS))));

    assertThat(f.check()).isEqualTo("holes");
    assertThat(f.validity()).isEqualTo(Validity.INVALID);
    assertThat(f.reason()).contains("1.00 MiB of the volume's 8.00 MiB").contains("qemu-img map");
  }

  @ParameterizedTest
  @CsvSource({"17408,0", "1048576,3072"})
  void aVolumeThatBeginsInsideABlockIsSuspect(String start, String offset) {
    Finding f = only(judge(READS, beginning(start, offset)));

    assertThat(f.check()).isEqualTo("misaligned");
    assertThat(f.validity()).isEqualTo(Validity.SUSPECT);
    assertThat(f.reason()).contains(start.equals("17408") ? start : offset);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1048576,0", "unknown,''"})
  void aVolumeThatBeginsAtABlockIsNoFinding(String start, String offset) {
    assertThat(judge(READS, beginning(start, offset)).findings()).isEmpty();
  }

  private static TrialRecord beginning(String start, String offset) {
    TrialRecord t = trial(1, 1, "a", null, DIGEST, WHOLE, good(READS));
    return new TrialRecord(
        t.formatVersion(),
        t.index(),
        t.block(),
        t.boot(),
        t.backend(),
        t.started(),
        t.ended(),
        t.failure(),
        t.phases(),
        t.guestDigest(),
        Map.of("volume begins at byte", start, "alignment offset", offset),
        t.allocation(),
        t.workloads());
  }

  @Test
  void notHavingLookedForHolesMakesTheTrialInvalid() {
    Finding f = only(judge(READS, trial(1, 1, "a", null, DIGEST, null, good(READS))));

    assertThat(f.check()).isEqualTo("holes");
    assertThat(f.validity()).isEqualTo(Validity.INVALID);
  }

  @Test
  void aGuestThatDiffersFromTheOthersIsInvalid() {
    TrialRecord odd = trial(2, 1, "b", null, "feedfacefeedfacefeed", WHOLE, good(READS));

    Finding f =
        only(judge(READS, trial(1, 1, "a", good(READS)), odd, trial(3, 2, "a", good(READS))));

    assertThat(f.trial()).isEqualTo(2);
    assertThat(f.check()).isEqualTo("guest-differs");
    assertThat(f.validity()).isEqualTo(Validity.INVALID);
    assertThat(f.reason())
        .contains("feedfacefeed,", "2 of 3 trials", "0123456789ab", "02-b-r1", "01-a-r1");
  }

  @Test
  void failedTrialsHaveNoSayInWhichGuestIsUsual() {
    Judgement judgement =
        judge(
            READS,
            trial(1, 1, "a", "no boot", "", null),
            trial(2, 1, "b", "no boot", "", null),
            trial(3, 2, "a", good(READS)));

    assertThat(judgement.findings()).extracting(Finding::check).containsOnly("failed");
    assertThat(judgement.of(3, "reads")).isEqualTo(Validity.VALID);
  }

  @Test
  void anErrorOfFioMakesItsWorkloadInvalidAndNoOther() {
    WorkloadEvidence bad =
        new WorkloadEvidence(5, "io_u error", null, null, 0, 0, null, null, 16, null, null);
    Judgement judgement =
        judge(
            List.of(READS, WRITES),
            trial(1, 1, "a", measured("reads", Map.of(READ, io(1000, 16e6)), bad), good(WRITES)));

    Finding f = only(judgement);
    assertThat(f.check()).isEqualTo("fio-error");
    assertThat(f.validity()).isEqualTo(Validity.INVALID);
    assertThat(f.reason()).contains(": 5").contains("io_u error").contains("reads.fio.json");
    assertThat(judgement.of(1, "reads")).isEqualTo(Validity.INVALID);
    assertThat(judgement.of(1, "writes")).isEqualTo(Validity.VALID);
  }

  @Test
  void aWorkloadThatWasNotStoredIsInvalid() {
    Finding f = only(judge(READS, trial(1, 1, "a")));

    assertThat(f.check()).isEqualTo("nothing-measured");
    assertThat(f.workload()).isEqualTo("reads");
    assertThat(f.validity()).isEqualTo(Validity.INVALID);
  }

  @Test
  void aWorkloadWithoutAnExpectedKindOfIoIsInvalid() {
    Map<IoKind, IoMeasurement> noSync = Map.of(WRITE, io(1000, 1e6));

    Finding f = only(judge(LOG, trial(1, 1, "a", measured("log", noSync, evidence(1)))));

    assertThat(f.check()).isEqualTo("nothing-measured");
    assertThat(f.reason()).startsWith("No sync was measured.");
  }

  @Test
  void anEmptyWindowIsInvalid() {
    IoMeasurement none = new IoMeasurement(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    assertThat(
            only(judge(
                    READS, trial(1, 1, "a", measured("reads", Map.of(READ, none), evidence(16)))))
                .check())
        .isEqualTo("nothing-measured");
  }

  @ParameterizedTest
  @CsvSource({"0, 16e6, IOPS is 0.0", "NaN, 16e6, IOPS is NaN", "1000, Infinity, ns is Infinity"})
  void aFigureThatCannotBeIsInvalid(double iops, double latency, String words) {
    IoMeasurement bad = new IoMeasurement(9, 9, 9, iops, 4096, latency, 1, 1, 0, 0);

    Finding f =
        only(judge(READS, trial(1, 1, "a", measured("reads", Map.of(READ, bad), evidence(16)))));

    assertThat(f.check()).isEqualTo("impossible-figure");
    assertThat(f.validity()).isEqualTo(Validity.INVALID);
    assertThat(f.reason()).contains("read").contains(words);
  }

  @ParameterizedTest
  @CsvSource({"3, 0", "0, 2"})
  void aShortOrDroppedTransferIsSuspect(long shortIos, long dropped) {
    IoMeasurement m =
        new IoMeasurement(1000, 4096, 9, 1000, 4096, 16e6, 1, 16e6, shortIos, dropped);

    Finding f =
        only(judge(READS, trial(1, 1, "a", measured("reads", Map.of(READ, m), evidence(16)))));

    assertThat(f.check()).isEqualTo("short-io");
    assertThat(f.validity()).isEqualTo(Validity.SUSPECT);
    assertThat(f.reason()).startsWith(shortIos + " I/Os").contains("and " + dropped + " were");
  }

  @ParameterizedTest
  @ValueSource(doubles = {14.3, 17.7, 1, 0, Double.NaN, Double.POSITIVE_INFINITY})
  void aDepthMoreThanATenthOffIsSuspect(double achieved) {
    Finding f = only(judge(READS, trial(1, 1, "a", reads(evidence(achieved)))));

    assertThat(f.check()).isEqualTo("littles-law");
    assertThat(f.validity()).isEqualTo(Validity.SUSPECT);
    assertThat(f.reason()).contains("16 were asked for");
  }

  @ParameterizedTest
  @ValueSource(doubles = {14.5, 16, 17.5})
  void aDepthWithinATenthIsNoFinding(double achieved) {
    assertThat(judge(READS, trial(1, 1, "a", reads(evidence(achieved)))).findings()).isEmpty();
  }

  @Test
  void anOpenLoopIsNotHeldToADepth() {
    assertThat(judge(openLoop(READS), trial(1, 1, "a", reads(evidence(2)))).findings()).isEmpty();
  }

  @Test
  void aWorkloadThatSyncsIsNotHeldToADepth() {
    Map<IoKind, IoMeasurement> io = Map.of(WRITE, io(500, 1e5), SYNC, io(500, 2e6));

    assertThat(judge(LOG, trial(1, 1, "a", measured("log", io, evidence(0.05)))).findings())
        .isEmpty();
  }

  @Test
  void readsThatDidNotReachTheDeviceAreSuspect() {
    Finding f = only(judge(READS, trial(1, 1, "a", reads(traffic(disk(100, 0), disk(89, 0))))));

    assertThat(f.check()).isEqualTo("device-traffic");
    assertThat(f.validity()).isEqualTo(Validity.SUSPECT);
    assertThat(f.reason()).contains("read 100.0 MiB", "only 89.0 MiB", "89.0 %", "from a cache");
  }

  @Test
  void writesThatDidNotReachTheDeviceAreSuspect() {
    Finding f = only(judge(WRITES, trial(1, 1, "a", writes(disk(0, 100), disk(0, 40)))));

    assertThat(f.check()).isEqualTo("device-traffic");
    assertThat(f.validity()).isEqualTo(Validity.SUSPECT);
    assertThat(f.reason()).contains("wrote 100.0 MiB", "only 40.0 MiB", "40.0 %");
  }

  @ParameterizedTest
  @CsvSource({"100, 91", "100, 100", "100, 300", "0, 0"})
  void trafficThatReachedTheDeviceIsNoFinding(long guest, long device) {
    assertThat(
            judge(READS, trial(1, 1, "a", reads(traffic(disk(guest, 0), disk(device, 0)))))
                .findings())
        .isEmpty();
    assertThat(judge(WRITES, trial(1, 1, "a", writes(disk(0, guest), disk(0, device)))).findings())
        .isEmpty();
  }

  @Test
  void trafficIsNotJudgedWhenOneSideWasNotCounted() {
    assertThat(judge(READS, trial(1, 1, "a", reads(traffic(disk(9, 0), null)))).findings())
        .isEmpty();
    assertThat(judge(READS, trial(1, 1, "a", reads(traffic(null, disk(0, 0))))).findings())
        .isEmpty();
  }

  @Test
  void stolenTimeIsSuspect() {
    WorkloadEvidence stolen =
        new WorkloadEvidence(0, "", null, null, 5.2, 50, null, null, 16, null, null);

    Finding f = only(judge(READS, trial(1, 1, "a", reads(stolen))));

    assertThat(f.check()).isEqualTo("steal");
    assertThat(f.validity()).isEqualTo(Validity.SUSPECT);
    assertThat(f.reason()).contains("5.20 %");
  }

  @Test
  void aGuestThatWaitsForTheHostsCpusIsSuspectSoonerUnderKvm() {
    // 0.6 s of 4: an emulated guest may lose that much, one under KVM may not
    TrialRecord waited = trial(1, 1, "a", reads(starved(600_000_000L, 0)));
    TrialRecord starved = trial(1, 1, "a", reads(starved(900_000_000L, 0)));
    TrialRecord disk = trial(1, 1, "a", reads(starved(0, 900_000_000L)));

    assertThat(judge(READS, waited).findings()).isEmpty();
    assertThat(only(judge(READS, starved)).reason()).contains("22.5 %", "0.0 %", "more than 20 %");
    assertThat(only(judge(READS, disk)).check()).isEqualTo("cpu-starved");
    RunResult kvm =
        Fixture.under(
            Accelerator.KVM,
            Fixture.run(folder, "a", List.of("a"), List.of(READS), List.of(waited)));
    assertThat(only(Judge.judge(kvm)).reason()).contains("15.0 %", "more than 5 %");
  }

  private static WorkloadEvidence starved(long vcpu, long disk) {
    QemuCpu cpu = new QemuCpu(4_000_000_000L, 1, 3_000_000_000L, vcpu, 1, disk, 1);
    return new WorkloadEvidence(0, "", null, null, 0, 50, null, null, 16, null, cpu);
  }

  @Test
  void aGuestsClockThatLosesTimeIsSuspectBeyondWhatTheReadingMayBeOff() {
    GuestClock paused = new GuestClock(3_300_000_000L, 4_000_000_000L, 20_000_000L);
    GuestClock blurred = new GuestClock(3_970_000_000L, 4_000_000_000L, 20_000_000L);

    assertThat(only(judge(READS, trial(1, 1, "a", reads(clock(paused))))).reason())
        .contains("4.000 s", "3.300 s", "-17.5 %");
    assertThat(judge(READS, trial(1, 1, "a", reads(clock(blurred)))).findings()).isEmpty();
  }

  private static WorkloadEvidence clock(GuestClock clock) {
    return new WorkloadEvidence(0, "", null, null, 0, 50, null, null, 16, clock, null);
  }

  @Test
  void aSlowClockSourceIsSuspectAndAnUnknownOneIsNoFinding() {
    TrialRecord t = trial(1, 1, "a", good(READS));

    assertThat(judge(READS, Fixture.inEffect(Map.of("guest clock source", "tsc"), t)).findings())
        .isEmpty();
    assertThat(judge(READS, t).findings()).isEmpty();
    Finding f = only(judge(READS, Fixture.inEffect(Map.of("guest clock source", "hpet"), t)));
    assertThat(f.check()).isEqualTo("clock-source");
    assertThat(f.workload()).isEqualTo("*");
  }

  @Test
  void aLittleStolenTimeIsNoFinding() {
    WorkloadEvidence stolen =
        new WorkloadEvidence(0, "", null, null, 5, 50, null, null, 16, null, null);

    assertThat(judge(READS, trial(1, 1, "a", reads(stolen))).findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10, 2", "100, 6"})
  void writesDuringPureReadsAreSuspect(long readMib, long writtenMib) {
    Finding f =
        only(judge(READS, trial(1, 1, "a", reads(traffic(null, disk(readMib, writtenMib))))));

    assertThat(f.check()).isEqualTo("foreign-writer");
    assertThat(f.validity()).isEqualTo(Validity.SUSPECT);
    assertThat(f.reason()).contains(writtenMib + ".00 MiB");
  }

  @ParameterizedTest
  @CsvSource({"10, 1", "100, 5", "0, 0"})
  void aFewWritesDuringPureReadsAreNoFinding(long readMib, long writtenMib) {
    assertThat(
            judge(READS, trial(1, 1, "a", reads(traffic(null, disk(readMib, writtenMib)))))
                .findings())
        .isEmpty();
  }

  @Test
  void writesOfAWorkloadThatWritesAreItsOwn() {
    WorkloadRecord mixed = workload("mixed", 16, READ, WRITE);
    Map<IoKind, IoMeasurement> io = Map.of(READ, io(500, 16e6), WRITE, io(500, 16e6));
    DiskCounters both = disk(50, 50);

    assertThat(
            judge(mixed, trial(1, 1, "a", measured("mixed", io, traffic(both, both)))).findings())
        .isEmpty();
  }

  @Test
  void findingsAreOrderedByTrialThenByCheck() {
    WorkloadEvidence two =
        new WorkloadEvidence(0, "", null, null, 9, 50, null, null, 1, null, null);
    Judgement judgement =
        judge(
            READS,
            trial(1, 1, "a", reads(two)),
            trial(2, 1, "b", null, DIGEST, null, good(READS)),
            trial(3, 2, "a", reads(two)));

    assertThat(judgement.findings())
        .extracting(f -> f.trial() + " " + f.check())
        .containsExactly("1 littles-law", "1 steal", "2 holes", "3 littles-law", "3 steal");
  }

  @Test
  void everyCheckHasANameOfItsOwnAndSaysWhyInTheSameWordsInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(only(judge(READS, trial(1, 1, "a", reads(evidence(1.5))))).reason())
          .startsWith("1.50 I/Os were in flight");
    } finally {
      Locale.setDefault(before);
    }
    assertThat(Judge.CHECKS).extracting(Check::name).doesNotHaveDuplicates();
    assertThat(Judge.CHECKS).extracting(Check::name).allMatch(n -> n.matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void trimsAreJudgedLikeAnyOtherKind() {
    WorkloadRecord trims = workload("trims", 1, TRIM);

    assertThat(
            judge(trims, trial(1, 1, "a", measured("trims", Map.of(TRIM, io(9, 9)), evidence(1))))
                .findings())
        .isEmpty();
  }

  private Judgement judge(WorkloadRecord workload, TrialRecord... trials) {
    return judge(List.of(workload), trials);
  }

  private Judgement judge(List<WorkloadRecord> workloads, TrialRecord... trials) {
    return Judge.judge(Fixture.run(folder, "a", List.of("a", "b"), workloads, List.of(trials)));
  }

  private static Finding only(Judgement judgement) {
    assertThat(judgement.findings()).hasSize(1);
    return judgement.findings().get(0);
  }

  private static WorkloadResult good(WorkloadRecord w) {
    return measured(w.name(), Map.of(w.kinds().get(0), io(1000, 16e6)), evidence(w.depth()));
  }

  private static WorkloadResult reads(WorkloadEvidence evidence) {
    return measured("reads", Map.of(READ, io(1000, 16e6)), evidence);
  }

  private static WorkloadResult writes(DiskCounters guest, DiskCounters device) {
    return measured("writes", Map.of(WRITE, io(1000, 16e6)), traffic(guest, device));
  }

  private static WorkloadEvidence traffic(
      @Nullable DiskCounters guest, @Nullable DiskCounters device) {
    return new WorkloadEvidence(0, "", guest, device, 0, 50, null, null, 16, null, null);
  }

  private static DiskCounters disk(long readMib, long writtenMib) {
    return new DiskCounters(1, readMib * MIB, 1, writtenMib * MIB, 0, 1);
  }
}
