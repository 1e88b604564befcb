package io.poolbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.compare.Cell;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Ratio;
import io.poolbench.compare.Verdict;
import io.poolbench.result.IoKind;
import io.poolbench.result.Metric;
import io.poolbench.result.ResultStore;
import io.poolbench.result.Statistic;
import io.poolbench.result.SyntheticRun;
import io.poolbench.stats.Interval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of hand-made cells. */
final class AnswerTest {
  private static final Metric IOPS = new Metric(IoKind.READ, Statistic.IOPS);
  private static final Metric LATENCY = new Metric(IoKind.READ, Statistic.LATENCY_MEAN);
  private static final Optional<Interval> NONE = Optional.empty();

  @TempDir Path folder;

  @Test
  void fewerIopsAreSlowerByWhatIsMissing() {
    assertThat(said(IOPS, ratio(0.77, 0.72, 0.82, Verdict.SLOWER)))
        .contains("disk is 23 % slower than block (95 % interval 18 to 28 %);");
  }

  @Test
  void moreIopsAreFasterByWhatIsGained() {
    assertThat(said(IOPS, ratio(1.25, 1.20, 1.30, Verdict.FASTER)))
        .contains("disk is 25 % faster than block (95 % interval 20 to 30 %);");
  }

  @Test
  void aLatencyAboveTheBaselinesTakesLonger() {
    assertThat(said(LATENCY, ratio(1.30, 1.25, 1.35, Verdict.SLOWER)))
        .contains("disk takes 30 % longer than block (95 % interval 25 to 35 %);");
  }

  @Test
  void aLatencyBelowTheBaselinesTakesLessTime() {
    assertThat(said(LATENCY, ratio(0.80, 0.78, 0.83, Verdict.FASTER)))
        .contains("disk takes 20 % less time than block (95 % interval 17 to 22 %);");
  }

  @Test
  void severalTimesIsSaidAsTimes() {
    assertThat(said(LATENCY, ratio(12, 10, 14.5, Verdict.SLOWER)))
        .contains("disk takes 12.0 times as long as block (95 % interval 10.0 to 14.5 times);");
  }

  @Test
  void equivalentNamesItsZone() {
    assertThat(said(IOPS, ratio(1.001, 0.993, 1.009, Verdict.EQUIVALENT)))
        .contains(
            "disk is equivalent to block within ±2 %"
                + " (95 % interval 0.7 % slower to 0.9 % faster);");
  }

  @Test
  void equivalentIsNotSaidOfAnInconclusiveFigure() {
    assertThat(said(IOPS, ratio(1.0, 0.94, 1.06, Verdict.INCONCLUSIVE)))
        .contains(
            "disk cannot be told from block"
                + " (inconclusive: 95 % interval 6 % slower to 6 % faster);")
        .endsWith("More replicates are needed where it is inconclusive.")
        .doesNotContain("disk is equivalent");
  }

  @Test
  void anIntervalThatExcludesNoDifferenceYetIsInconclusiveSaysWhy() {
    assertThat(said(LATENCY, ratio(1.05, 1.01, 1.09, Verdict.INCONCLUSIVE)))
        .contains("which does not stand once corrected for 32 comparisons");
  }

  @Test
  void tooFewReplicatesGetNoIntervalInWordsEither() {
    Ratio two = ratio(2, 0.9, NONE, NONE, Verdict.NO_INTERVAL);

    assertThat(said(IOPS, Optional.of(two)))
        .contains(
            "disk is 10.0 % slower than block over 2 replicates, too few for an interval or a"
                + " verdict, which take 3;");
  }

  @Test
  void nothingValidIsSaidAsSuch() {
    assertThat(said(IOPS, Optional.empty()))
        .contains("disk has no valid figure to compare (4 left out as INVALID);");
  }

  @Test
  void theIntervalAdjustedForSelectionIsTheOneThatIsSaid() {
    Ratio adjusted =
        ratio(
            4,
            0.77,
            Optional.of(new Interval(0.75, 0.79, 0.95)),
            Optional.of(new Interval(0.72, 0.82, 0.97)),
            Verdict.SLOWER);

    assertThat(said(IOPS, Optional.of(adjusted))).contains("(95 % interval 18 to 28 %)");
  }

  @Test
  void anIntervalThatEndsJustBelowNoDifferenceNeverReadsAsNone() {
    assertThat(said(IOPS, ratio(0.91, 0.83, 0.9998, Verdict.SLOWER)))
        .contains("(95 % interval 0.02 to 17 %)");
  }

  @Test
  void aBaselineWithoutFigureLeavesNothingToCompare() {
    Cell block = comparison().cell("block", "randread-4k-qd1", IOPS).orElseThrow();
    Cell without =
        new Cell(
            "block",
            block.workload(),
            IOPS,
            List.of(),
            OptionalDouble.empty(),
            NONE,
            Optional.empty(),
            Verdict.BASELINE,
            false,
            4);

    assertThat(sentence(SyntheticComparison.with(comparison(), without), IOPS))
        .isEqualTo(
            "Throughput (read IOPS): block, the baseline, has no valid figure, so nothing can be"
                + " compared.");
  }

  private Comparison comparison() {
    if (Files.notExists(folder.resolve(SyntheticRun.ID))) {
      new SyntheticRun(1).blocks(3).store(folder);
    }
    return SyntheticComparison.of(new ResultStore(folder).load(SyntheticRun.ID));
  }

  private String said(Metric metric, Optional<Ratio> ratio) {
    Cell cell = comparison().cell("disk", "randread-4k-qd1", metric).orElseThrow();
    Verdict verdict = ratio.map(Ratio::verdict).orElse(Verdict.NO_DATA);
    Cell replaced =
        new Cell(
            "disk",
            cell.workload(),
            metric,
            cell.values(),
            cell.mean(),
            cell.interval(),
            ratio,
            verdict,
            false,
            ratio.isPresent() ? 0 : 4);
    return sentence(SyntheticComparison.with(comparison(), replaced), metric);
  }

  private static String sentence(Comparison c, Metric metric) {
    int place = metric.statistic().isLatency() ? 1 : 0;
    return Answer.of(c).get(0).sentences().get(place).toString();
  }

  private static Optional<Ratio> ratio(double ratio, double low, double high, Verdict verdict) {
    return Optional.of(ratio(4, ratio, Optional.of(new Interval(low, high, 0.95)), NONE, verdict));
  }

  private static Ratio ratio(
      int pairs,
      double ratio,
      Optional<Interval> interval,
      Optional<Interval> selected,
      Verdict verdict) {
    OptionalDouble none = OptionalDouble.empty();
    return new Ratio(pairs, ratio, interval, interval, selected, NONE, none, none, none, verdict);
  }
}
