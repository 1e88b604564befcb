package io.poolbench.compare;

import static io.poolbench.result.Fixture.evidence;
import static io.poolbench.result.Fixture.io;
import static io.poolbench.result.Fixture.measured;
import static io.poolbench.result.Fixture.trial;
import static io.poolbench.result.Fixture.workload;
import static io.poolbench.result.IoKind.READ;
import static io.poolbench.result.IoKind.SYNC;
import static io.poolbench.result.IoKind.WRITE;
import static io.poolbench.result.Statistic.BANDWIDTH;
import static io.poolbench.result.Statistic.IOPS;
import static io.poolbench.result.Statistic.LATENCY_MEAN;
import static io.poolbench.result.Statistic.LATENCY_P50;
import static io.poolbench.result.Statistic.LATENCY_P99;
import static io.poolbench.result.Statistic.LATENCY_P999;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poolbench.result.Fixture;
import io.poolbench.result.IoKind;
import io.poolbench.result.Metric;
import io.poolbench.result.RunResult;
import io.poolbench.result.SyntheticRun;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Judgement;
import io.poolbench.validity.Validity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparerTest {
  private static final WorkloadRecord READS = workload("reads", 1, READ);
  private static final Metric READ_IOPS = new Metric(READ, IOPS);
  private static final Metric READ_LATENCY = new Metric(READ, LATENCY_MEAN);
  private static final Judgement CLEAN = new Judgement(List.of());

  @TempDir Path folder;

  @Test
  void recoversTheCostsAStoredRunWasMadeWith() {
    Comparison c = compared(new SyntheticRun(7).blocks(8).noise(0.005).store(folder));

    assertThat(ratio(c, "dir-qcow2", "randread-4k-qd1", READ_LATENCY)).isCloseTo(1.3, within(0.02));
    assertThat(ratio(c, "dir-qcow2", "randread-4k-qd1", READ_IOPS))
        .isCloseTo(1 / 1.3, within(0.02));
    assertThat(ratio(c, "fs-ext4-raw", "fsync-log", new Metric(SYNC, LATENCY_MEAN)))
        .isCloseTo(1.06, within(0.02));
    assertThat(ratio(c, "dir-raw", "randwrite-4k-qd16", new Metric(WRITE, LATENCY_P50)))
        .isCloseTo(1.08, within(0.02));
    assertThat(verdict(c, "dir-qcow2", "randread-4k-qd1", READ_LATENCY)).isEqualTo(Verdict.SLOWER);
    assertThat(verdict(c, "dir-qcow2", "randread-4k-qd1", READ_IOPS)).isEqualTo(Verdict.SLOWER);
    assertThat(verdict(c, "disk", "randread-4k-qd1", READ_LATENCY)).isEqualTo(Verdict.EQUIVALENT);
    assertThat(verdict(c, "block", "randread-4k-qd1", READ_LATENCY)).isEqualTo(Verdict.BASELINE);
    assertThat(c.headlines()).hasSize(8);
    assertThat(c.tests()).isEqualTo(8 * 4);
    assertThat(c.level()).isEqualTo(0.95);
  }

  @Test
  void ordersCellsByWorkloadThenMetricThenBackendAsDeclared() {
    RunResult run = new SyntheticRun(1).blocks(1).store(folder);
    Comparison c = compared(run);

    assertThat(c.cells().stream().map(Cell::workload).distinct())
        .containsExactly("randread-4k-qd1", "randwrite-4k-qd16", "seqread-1m", "fsync-log");
    assertThat(c.metrics("fsync-log").stream().map(Metric::name))
        .containsExactly(
            "write.iops",
            "write.bandwidth",
            "write.lat_mean",
            "write.lat_p50",
            "write.lat_p95",
            "write.lat_p99",
            "write.lat_p99.9",
            "sync.iops",
            "sync.lat_mean",
            "sync.lat_p50",
            "sync.lat_p95",
            "sync.lat_p99",
            "sync.lat_p99.9");
    assertThat(c.metrics("seqread-1m")).doesNotContain(new Metric(READ, LATENCY_P999));
    for (int i = 0; i < c.cells().size(); i++) {
      assertThat(c.cells().get(i).backend()).isEqualTo(SyntheticRun.BACKENDS.get(i % 5));
    }
  }

  @Test
  void swappingTheBaselineInvertsRatiosAndVerdicts() {
    double[] a = {100, 104, 98, 101, 99};
    double[] b = {121, 124, 119, 120, 121};
    Cell up = compared(latencies("a", a, b)).cell("b", "reads", READ_LATENCY).orElseThrow();
    Cell down = compared(latencies("b", a, b)).cell("a", "reads", READ_LATENCY).orElseThrow();
    Ratio over = up.ratio().orElseThrow();
    Ratio under = down.ratio().orElseThrow();

    assertThat(up.verdict()).isEqualTo(Verdict.SLOWER);
    assertThat(down.verdict()).isEqualTo(Verdict.FASTER);
    assertThat(under.ratio()).isCloseTo(1 / over.ratio(), within(1e-12));
    assertThat(under.interval().orElseThrow().low())
        .isCloseTo(1 / over.interval().orElseThrow().high(), within(1e-12));
    assertThat(under.pValue().orElseThrow()).isCloseTo(over.pValue().orElseThrow(), within(1e-12));
  }

  @Test
  void moreIopsAreFasterAndMoreLatencyIsSlower() {
    List<TrialRecord> trials = new ArrayList<>();
    for (int block = 1; block <= 4; block++) {
      trials.add(reads(trials.size() + 1, block, "a", 1000 + block, 1000));
      trials.add(reads(trials.size() + 1, block, "b", 1500 + 2 * block, 1500 + block));
    }
    Comparison c = compared(run("a", trials));

    assertThat(verdict(c, "b", "reads", READ_IOPS)).isEqualTo(Verdict.FASTER);
    assertThat(verdict(c, "b", "reads", READ_LATENCY)).isEqualTo(Verdict.SLOWER);
  }

  @Test
  void aDifferenceInsideTheZoneIsEquivalentHoweverCertain() {
    Cell cell =
        compared(
                latencies(
                    "a",
                    new double[] {100, 200, 300, 400},
                    new double[] {101.00, 202.02, 302.97, 404.0}))
            .cell("b", "reads", READ_LATENCY)
            .orElseThrow();
    Ratio ratio = cell.ratio().orElseThrow();

    assertThat(ratio.pValue().orElseThrow()).isLessThan(1e-4);
    assertThat(cell.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(ratio.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(ratio.selectedInterval().orElseThrow().isWithin(1 / 1.02, 1.02)).isTrue();
  }

  @Test
  void noiseIsInconclusive() {
    Cell cell =
        compared(latencies("a", new double[] {100, 120, 90}, new double[] {110, 100, 99}))
            .cell("b", "reads", READ_LATENCY)
            .orElseThrow();

    assertThat(cell.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(cell.ratio().orElseThrow().interval().orElseThrow().contains(1)).isTrue();
    assertThat(cell.ratio().orElseThrow().selectedInterval()).isEmpty();
  }

  @Test
  void whatIsNoHeadlineIsNotTested() {
    Cell cell =
        compared(latencies("a", new double[] {100, 104, 98}, new double[] {200, 204, 199}))
            .cell("b", "reads", new Metric(READ, BANDWIDTH))
            .orElseThrow();
    Ratio ratio = cell.ratio().orElseThrow();

    assertThat(cell.verdict()).isEqualTo(Verdict.UNTESTED);
    assertThat(ratio.interval()).isPresent();
    assertThat(ratio.pValue()).isPresent();
    assertThat(ratio.adjustedPValue()).isEmpty();
    assertThat(ratio.selectedInterval()).isEmpty();
  }

  @Test
  void twoPairsHaveARatioAndNoInterval() {
    Comparison c = compared(latencies("a", new double[] {100, 100}, new double[] {200, 200}));
    Cell cell = c.cell("b", "reads", READ_LATENCY).orElseThrow();
    Ratio ratio = cell.ratio().orElseThrow();

    assertThat(cell.verdict()).isEqualTo(Verdict.NO_INTERVAL);
    assertThat(ratio.pairs()).isEqualTo(2);
    assertThat(ratio.ratio()).isCloseTo(2, within(1e-12));
    assertThat(ratio.interval()).isEmpty();
    assertThat(ratio.pValue()).isEmpty();
    assertThat(cell.interval()).isEmpty();
    assertThat(c.tests()).isZero();
    assertThat(verdict(c, "b", "reads", new Metric(READ, BANDWIDTH)))
        .isEqualTo(Verdict.NO_INTERVAL);
  }

  @Test
  void theDistributionFreeIntervalComesWithTheSixthPair() {
    double[] five = {100, 101, 102, 103, 104};
    double[] six = {100, 101, 102, 103, 104, 105};

    assertThat(
            compared(latencies("a", five, five))
                .cell("b", "reads", READ_LATENCY)
                .orElseThrow()
                .ratio()
                .orElseThrow()
                .distributionFree())
        .isEmpty();
    assertThat(
            compared(latencies("a", six, six))
                .cell("b", "reads", READ_LATENCY)
                .orElseThrow()
                .ratio()
                .orElseThrow()
                .distributionFree())
        .isPresent();
  }

  @Test
  void invalidValuesNeverEnterAndAreCounted() {
    double[] a = {100, 100, 100, 100};
    RunResult run = latencies("a", a, new double[] {100, 100, 9_000_000, 100});
    Judgement judgement = new Judgement(List.of(finding(6, "*", Validity.INVALID)));
    Comparison c = Comparer.compare(run, judgement);
    Cell cell = c.cell("b", "reads", READ_LATENCY).orElseThrow();

    assertThat(cell.values()).extracting(Cell.Value::block).containsExactly(1, 2, 4);
    assertThat(cell.excluded()).isEqualTo(1);
    assertThat(cell.mean().orElseThrow()).isCloseTo(100, within(1e-9));
    assertThat(cell.ratio().orElseThrow().ratio()).isCloseTo(1, within(1e-12));
    assertThat(cell.ratio().orElseThrow().pairs()).isEqualTo(3);
    assertThat(cell.suspect()).isFalse();
  }

  @Test
  void onlyBlocksInWhichBothHaveAValueArePaired() {
    double[] a = {100, 100, 100, 100, 100};
    RunResult run = latencies("a", a, new double[] {110, 110, 110, 110, 110});
    Judgement judgement =
        new Judgement(
            List.of(finding(1, "*", Validity.INVALID), finding(4, "reads", Validity.INVALID)));
    Cell cell = Comparer.compare(run, judgement).cell("b", "reads", READ_LATENCY).orElseThrow();

    assertThat(cell.values()).hasSize(4);
    assertThat(cell.ratio().orElseThrow().pairs()).isEqualTo(3);
  }

  @Test
  void withoutACommonBlockThereIsNoData() {
    RunResult run = latencies("a", new double[] {100, 100}, new double[] {110, 110});
    Judgement judgement =
        new Judgement(
            List.of(finding(1, "*", Validity.INVALID), finding(4, "*", Validity.INVALID)));
    Cell cell = Comparer.compare(run, judgement).cell("b", "reads", READ_LATENCY).orElseThrow();

    assertThat(cell.verdict()).isEqualTo(Verdict.NO_DATA);
    assertThat(cell.ratio()).isEmpty();
    assertThat(cell.values()).hasSize(1);
  }

  @Test
  void headlinesHaveCellsEvenWhenEverythingIsInvalid() {
    RunResult run = latencies("a", new double[] {100}, new double[] {110});
    Judgement judgement =
        new Judgement(
            List.of(finding(1, "*", Validity.INVALID), finding(2, "*", Validity.INVALID)));
    Comparison c = Comparer.compare(run, judgement);

    assertThat(c.cells()).hasSize(4);
    assertThat(c.metrics("reads")).isEmpty();
    assertThat(verdict(c, "a", "reads", READ_IOPS)).isEqualTo(Verdict.BASELINE);
    assertThat(verdict(c, "b", "reads", READ_IOPS)).isEqualTo(Verdict.NO_DATA);
    assertThat(c.cells()).allMatch(cell -> cell.excluded() == 1 && cell.mean().isEmpty());
  }

  @Test
  void suspectValuesEnterWithAMark() {
    RunResult run = latencies("a", new double[] {100, 100, 100}, new double[] {110, 111, 112});
    Judgement judgement = new Judgement(List.of(finding(4, "reads", Validity.SUSPECT)));
    Comparison c = Comparer.compare(run, judgement);
    Cell cell = c.cell("b", "reads", READ_LATENCY).orElseThrow();

    assertThat(cell.suspect()).isTrue();
    assertThat(cell.values()).extracting(Cell.Value::suspect).containsExactly(false, true, false);
    assertThat(cell.ratio().orElseThrow().pairs()).isEqualTo(3);
    assertThat(c.cell("a", "reads", READ_LATENCY).orElseThrow().suspect()).isFalse();
  }

  @Test
  void aSuspectBaselineMarksWhatIsComparedWithIt() {
    RunResult run = latencies("a", new double[] {100, 100, 100}, new double[] {110, 111, 112});
    Judgement judgement = new Judgement(List.of(finding(1, "reads", Validity.SUSPECT)));
    Cell cell = Comparer.compare(run, judgement).cell("b", "reads", READ_LATENCY).orElseThrow();

    assertThat(cell.suspect()).isTrue();
    assertThat(cell.values()).noneMatch(Cell.Value::suspect);
  }

  @Test
  void outliersAreMarkedAndStay() {
    double[] a = {100, 101, 102, 101, 100, 500};
    Cell cell = compared(latencies("a", a, a)).cell("a", "reads", READ_LATENCY).orElseThrow();

    assertThat(cell.values())
        .extracting(Cell.Value::outlier)
        .containsExactly(false, false, false, false, false, true);
    assertThat(cell.mean().orElseThrow()).isGreaterThan(120);
  }

  @Test
  void valuesThatHaveNoLogarithmAreLeftOutAndCounted() {
    double[] odd = {0, Double.NaN, Double.POSITIVE_INFINITY, -3, 100};
    double[] good = {100, 100, 100, 100, 100};
    Comparison c = compared(latencies("a", good, odd));
    Cell cell = c.cell("b", "reads", READ_LATENCY).orElseThrow();

    assertThat(cell.values()).hasSize(1);
    assertThat(cell.excluded()).isEqualTo(4);
    assertThat(cell.verdict()).isEqualTo(Verdict.NO_INTERVAL);
    assertThat(compared(latencies("b", good, odd)).cell("a", "reads", READ_LATENCY)).isPresent();
  }

  @Test
  void aPercentileEntersOnlyWhereItIsEarned() {
    List<TrialRecord> trials = new ArrayList<>();
    for (int block = 1; block <= 3; block++) {
      for (String backend : List.of("a", "b")) {
        int ios = block == 2 && backend.equals("b") ? 999 : 1000;
        String hlog = backend + block + ".hlog";
        Histogram h = new Histogram(3);
        h.recordValueWithCount(100_000L * block, ios);
        Fixture.histograms(folder, hlog, Map.of(READ, h));
        trials.add(
            trial(
                trials.size() + 1,
                block,
                backend,
                measured("reads", hlog, Map.of(READ, io(100, 1000)), evidence(1))));
      }
    }
    Comparison c = compared(run("a", trials));
    Cell p99 = c.cell("b", "reads", new Metric(READ, LATENCY_P99)).orElseThrow();

    assertThat(p99.values()).extracting(Cell.Value::block).containsExactly(1, 3);
    assertThat(p99.excluded()).isZero();
    assertThat(p99.verdict()).isEqualTo(Verdict.NO_INTERVAL);
    assertThat(c.cell("a", "reads", new Metric(READ, LATENCY_P99)).orElseThrow().values())
        .hasSize(3);
    assertThat(c.cell("a", "reads", new Metric(READ, LATENCY_P999))).isEmpty();
  }

  private static Comparison compared(RunResult run) {
    return Comparer.compare(run, CLEAN);
  }

  private static double ratio(Comparison c, String backend, String workload, Metric metric) {
    return c.cell(backend, workload, metric).orElseThrow().ratio().orElseThrow().ratio();
  }

  private static Verdict verdict(Comparison c, String backend, String workload, Metric metric) {
    return c.cell(backend, workload, metric).orElseThrow().verdict();
  }

  private static Finding finding(int trial, String workload, Validity validity) {
    return new Finding(trial, "", workload, "test", validity, "because");
  }

  /** Trials a1 b1 a2 b2 …, of constant IOPS. */
  private RunResult latencies(String baseline, double[] a, double[] b) {
    List<TrialRecord> trials = new ArrayList<>();
    for (int i = 0; i < a.length; i++) {
      trials.add(reads(2 * i + 1, i + 1, "a", 1000, a[i]));
      trials.add(reads(2 * i + 2, i + 1, "b", 1000, b[i]));
    }
    return run(baseline, trials);
  }

  private RunResult run(String baseline, List<TrialRecord> trials) {
    return Fixture.run(folder, baseline, List.of("a", "b"), List.of(READS), trials);
  }

  private static TrialRecord reads(
      int index, int block, String backend, double iops, double latency) {
    return trial(
        index,
        block,
        backend,
        measured("reads", Map.of(IoKind.READ, io(iops, latency)), evidence(1)));
  }
}
