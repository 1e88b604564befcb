package io.poolbench.validity;

import static io.poolbench.result.Fixture.evidence;
import static io.poolbench.result.Fixture.io;
import static io.poolbench.result.Fixture.measured;
import static io.poolbench.result.Fixture.trial;
import static io.poolbench.result.Fixture.workload;
import static io.poolbench.result.IoKind.READ;
import static io.poolbench.result.IoKind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.Fixture;
import io.poolbench.result.RampRecord;
import io.poolbench.result.SeriesRecord;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import io.poolbench.stats.SteadyState.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyChecksTest {
  private static final WorkloadRecord READS = workload("reads", 16, READ);

  @TempDir Path folder;

  @Test
  void throughputThatHeldStillIsNoFinding() {
    assertThat(findings(series(300, 100, 10_000, 10_100, 9_900, 10_000, 10_000), null)).isEmpty();
  }

  @Test
  void throughputThatMovedIsSuspectWithItsFigures() {
    Finding f = only(series(300, 100, 12_000, 11_000, 10_000, 9_000, 8_000), null);

    assertThat(f.check()).isEqualTo("not-steady");
    assertThat(f.validity()).isEqualTo(Validity.SUSPECT);
    assertThat(f.reason())
        .contains("range over 40 % of their average (at most 20 %)")
        .contains("moves by -40 % (at most 10 %)")
        .contains("ramp: auto");
  }

  @Test
  void whereItCannotBeToldThereIsNoFinding() {
    assertThat(findings(null, null)).as("no series").isEmpty();
    assertThat(findings(series(40, 100, 12_000, 11_000, 10_000, 9_000, 8_000), null))
        .as("rounds of 0.8 s")
        .isEmpty();
    assertThat(findings(series(300, 100, 120, 110, 100, 90, 80), null)).as("few I/Os").isEmpty();
    assertThat(findings(new SeriesRecord("f", 100, 4, Map.of()), null)).as("no rounds").isEmpty();
  }

  @Test
  void theKindThatHeadsThroughputIsLookedAt() {
    SeriesRecord writesMoved =
        new SeriesRecord(
            "f",
            300,
            100,
            Map.of(
                READ, List.of(10_000.0, 10_000.0, 10_000.0, 10_000.0, 10_000.0),
                WRITE, List.of(10_000.0, 8_000.0, 6_000.0, 4_000.0, 2_000.0)));

    assertThat(findings(writesMoved, null)).isEmpty();
  }

  @Test
  void saysWhyItCannotBeTold() {
    WorkloadResult few = result(series(300, 100, 120, 110, 100, 90, 80), null);
    WorkloadResult brief = result(series(40, 100, 12_000, 11_000, 10_000, 9_000, 8_000), null);

    assertThat(Steadiness.ofWindow(READS, few).orElseThrow().why())
        .startsWith("100 I/Os in a round are too few");
    assertThat(Steadiness.ofWindow(READS, brief).orElseThrow().why()).contains("0.80 s");
    assertThat(Steadiness.ofWindow(READS, brief).orElseThrow().outcome())
        .isEqualTo(Outcome.CANNOT_TELL);
  }

  @Test
  void aRampThatSettledIsNoFinding() {
    assertThat(findings(null, ramp(0.1, 3_000, 9_000, 10_000, 10_000, 10_100, 9_900, 10_000)))
        .isEmpty();
  }

  @Test
  void aRampThatHitItsBoundIsSuspect() {
    Finding f = only(null, ramp(0.1, 2_000, 4_000, 6_000, 8_000, 10_000));

    assertThat(f.check()).isEqualTo("ramp-not-settled");
    assertThat(f.validity()).isEqualTo(Validity.SUSPECT);
    assertThat(f.reason())
        .contains("after 10.0 s, at its bound of 60 s", "had not settled", "ramp_max");
    assertThat(only(null, ramp(0.1, 20, 40, 60, 80, 100)).reason())
        .contains("could not be told to have settled: 60 I/Os in a round are too few");
  }

  @Test
  void aRampThatReachesIntoTheWindowIsSuspect() {
    Finding f = only(null, ramp(1.5, 10_000, 10_000, 10_000, 10_000, 10_000));

    assertThat(f.check()).isEqualTo("ramp-not-settled");
    assertThat(f.reason()).contains("went on for 1.5 s beside the measured ones");
  }

  private static SeriesRecord series(int millis, int intervals, double... rounds) {
    return new SeriesRecord(
        "reads.series.csv",
        millis,
        intervals,
        Map.of(READ, java.util.Arrays.stream(rounds).boxed().toList()));
  }

  private static RampRecord ramp(double handover, long... ios) {
    return new RampRecord(
        2,
        60,
        java.util.Arrays.stream(ios).mapToObj(n -> new RampRecord.Round(2, n, n * 4096)).toList(),
        handover);
  }

  private static WorkloadResult result(@Nullable SeriesRecord series, @Nullable RampRecord ramp) {
    WorkloadResult w = measured("reads", Map.of(READ, io(16_000, 1e6)), evidence(16));
    return new WorkloadResult(
        w.workload(),
        w.rawFile(),
        w.histogramFile(),
        w.started(),
        w.ended(),
        w.io(),
        w.evidence(),
        series,
        ramp,
        null);
  }

  private List<Finding> findings(@Nullable SeriesRecord series, @Nullable RampRecord ramp) {
    return Judge.judge(
            Fixture.run(
                folder,
                "a",
                List.of("a"),
                List.of(READS),
                List.of(trial(1, 1, "a", result(series, ramp)))))
        .findings();
  }

  private Finding only(@Nullable SeriesRecord series, @Nullable RampRecord ramp) {
    List<Finding> findings = findings(series, ramp);
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }
}
