package io.poolbench.validity;

import static io.poolbench.result.Fixture.evidence;
import static io.poolbench.result.Fixture.io;
import static io.poolbench.result.Fixture.measured;
import static io.poolbench.result.Fixture.openLoop;
import static io.poolbench.result.Fixture.trial;
import static io.poolbench.result.Fixture.vantage;
import static io.poolbench.result.Fixture.withVantages;
import static io.poolbench.result.Fixture.workload;
import static io.poolbench.result.IoKind.READ;
import static io.poolbench.result.IoKind.SYNC;
import static io.poolbench.result.IoKind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.Fixture;
import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.Vantage;
import io.poolbench.result.WorkloadRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VantageChecksTest {
  private static final WorkloadRecord READS = workload("reads", 1, READ);
  private static final WorkloadRecord LOG = workload("log", 1, WRITE, SYNC);

  @TempDir Path folder;

  private Judgement judge(
      WorkloadRecord w,
      Map<IoKind, IoMeasurement> guest,
      Vantage vantage,
      Map<IoKind, IoMeasurement> outside,
      double clockNanos) {
    TrialRecord t =
        withVantages(
            trial(1, 1, "a", measured(w.name(), guest, evidence(1))),
            vantage(vantage, w.name(), outside, clockNanos));
    return Judge.judge(Fixture.run(folder, "a", List.of("a"), List.of(w), List.of(t)));
  }

  private static Map<IoKind, IoMeasurement> reads(double nanos) {
    return Map.of(READ, io(1e9 / nanos, nanos));
  }

  @ParameterizedTest
  @CsvSource({"79000, true", "81000, false", "300000, false"})
  void aGuestIsNotServedFasterThanTheHost(double guestNanos, boolean suspect) {
    Judgement judgement = judge(READS, reads(guestNanos), Vantage.HOST, reads(100_000), 20);

    assertThat(judgement.findings().size()).isEqualTo(suspect ? 1 : 0);
    if (suspect) {
      Finding f = judgement.findings().get(0);
      assertThat(f.check()).isEqualTo("faster-than-below");
      assertThat(f.workload()).isEqualTo("reads");
      assertThat(f.reason()).contains("79.0 µs in the guest", "100.0 µs on the host");
      assertThat(judgement.of(1, "reads")).isEqualTo(Validity.SUSPECT);
      assertThat(judgement.of(1, "reads", Vantage.HOST)).isEqualTo(Validity.VALID);
    }
  }

  @Test
  void writesCountWithTheirSyncs() {
    Map<IoKind, IoMeasurement> guest = Map.of(WRITE, io(100, 10_000), SYNC, io(100, 90_000));
    Map<IoKind, IoMeasurement> host = Map.of(WRITE, io(100, 60_000), SYNC, io(100, 30_000));
    Map<IoKind, IoMeasurement> slow = Map.of(WRITE, io(100, 60_000), SYNC, io(100, 80_000));

    assertThat(judge(LOG, guest, Vantage.HOST, host, 20).findings()).isEmpty();
    assertThat(judge(LOG, guest, Vantage.HOST, slow, 20).findings())
        .extracting(Finding::check)
        .containsExactly("faster-than-below");
  }

  @Test
  void anOpenLoopsLatencyHoldsItsWaiting() {
    assertThat(judge(openLoop(READS), reads(10_000), Vantage.HOST, reads(100_000), 20).findings())
        .isEmpty();
  }

  @Test
  void aDearClockMakesTheHostsFiguresSuspectAndNoOthers() {
    Judgement judgement = judge(READS, reads(100_000), Vantage.HOST, reads(50_000), 1_001);

    Finding f = judgement.findings().get(0);
    assertThat(f.check()).isEqualTo("clock-cost");
    assertThat(f.workload()).isEqualTo("reads from host");
    assertThat(f.reason()).contains("1001 ns", "2.00 %", "50.00 µs");
    assertThat(judgement.of(1, "reads")).isEqualTo(Validity.VALID);
    assertThat(judgement.of(1, "reads", Vantage.HOST)).isEqualTo(Validity.SUSPECT);
    assertThat(judge(READS, reads(100_000), Vantage.HOST, reads(50_000), 999).findings()).isEmpty();
  }

  @Test
  void whatIsWrongWithTheGuestAloneDoesNotMarkTheHost() {
    TrialRecord t =
        Fixture.inEffect(
            Map.of("guest clock source", "hpet"),
            trial(1, 1, "a", measured("reads", reads(100_000), evidence(1))));
    Judgement judgement =
        Judge.judge(
            Fixture.run(
                folder,
                "a",
                List.of("a"),
                List.of(READS),
                List.of(withVantages(t, vantage(Vantage.HOST, "reads", reads(50_000), 20)))));

    assertThat(judgement.of(1, "reads")).isEqualTo(Validity.SUSPECT);
    assertThat(judgement.of(1, "reads", Vantage.HOST)).isEqualTo(Validity.VALID);
  }
}
