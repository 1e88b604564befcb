package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RankIntervalTest {
  // Hamilton depression scale, Hollander & Wolfe, table 3.1, carried through exp.
  // R, ?wilcox.test: x <- c(1.83, .50, ...); y <- c(.878, .647, ...);
  // wilcox.test(x, y, paired = TRUE, alternative = "greater") prints V = 40, p-value = 0.01953.
  // scipy 1.17.1: scipy.stats.wilcoxon(x - y, method="exact") gives 0.0390625 two-sided; the
  // intervals and levels come from enumerating all 2^9 sign patterns in numpy.
  private static final PairedLogRatio DEPRESSION =
      PairedLogRatio.of(
          exp(1.83, .50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30),
          exp(.878, .647, .598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29));

  @Test
  void givesTheExactSignedRankPValueOfHollanderAndWolfe() {
    assertThat(SignedRank.of(DEPRESSION).pValue()).hasValueCloseTo(0.0390625, within(1e-12));
  }

  @Test
  void givesTheWalshIntervalAndItsAttainedLevel() {
    SignedRank ranks = SignedRank.of(DEPRESSION);
    assertThat(Math.log(ranks.ratio())).isCloseTo(0.46, within(1e-12));
    assertLog(ranks.interval(0.95).orElseThrow(), 0.010, 0.786, 0.9609375);
    assertLog(ranks.interval(0.90).orElseThrow(), 0.175, 0.726, 0.90234375);
  }

  @Test
  void givesTheOrderStatisticsThatEncloseTheMedian() {
    // R: 1 - 2 * pbinom(1, 9, .5) = 0.9609375: the second smallest to the second largest of nine.
    Interval interval = OrderStatisticInterval.ofMedian(DEPRESSION.ratios(), 0.95).orElseThrow();
    assertLog(interval, -0.08, 0.952, 0.9609375);
  }

  @Test
  void readsTheRanksOfTwentyValuesFromTheBinomialTable() {
    // R: 1 - 2 * pbinom(5, 20, .5) = 0.9586105: ranks 6 and 15 of 20.
    List<Double> oneToTwenty = IntStream.rangeClosed(1, 20).mapToObj(i -> (double) i).toList();
    Interval interval = OrderStatisticInterval.ofMedian(oneToTwenty, 0.95).orElseThrow();
    assertThat(interval.low()).isEqualTo(6);
    assertThat(interval.high()).isEqualTo(15);
    assertThat(interval.level()).isCloseTo(0.9586105, within(1e-7));
  }

  @Test
  void needsSixPairs() {
    SignedRank five = SignedRank.of(risingRatios(5));
    assertThat(five.interval(0.90)).isEmpty();
    assertThat(five.pValue()).isEmpty();
    assertThat(OrderStatisticInterval.ofMedian(risingRatios(5).ratios(), 0.90)).isEmpty();
  }

  @Test
  void enclosesEverythingAtSixPairs() {
    // R: 1 - 2 / 2^6
    PairedLogRatio six = risingRatios(6);
    assertThat(SignedRank.of(six).interval(0.95).orElseThrow().level()).isEqualTo(0.96875);
    assertThat(SignedRank.of(six).pValue()).hasValue(0.03125);
    Interval median = OrderStatisticInterval.ofMedian(six.ratios(), 0.95).orElseThrow();
    assertThat(median.level()).isCloseTo(0.96875, within(1e-12));
    assertThat(median.low()).isEqualTo(Collections.min(six.ratios()));
    assertThat(median.high()).isEqualTo(Collections.max(six.ratios()));
  }

  @Test
  void givesNoIntervalAtALevelTheSampleCannotReach() {
    assertThat(SignedRank.of(risingRatios(7)).interval(0.99)).isEmpty();
    assertThat(SignedRank.of(risingRatios(8)).interval(0.99)).isPresent();
    assertThat(OrderStatisticInterval.ofMedian(risingRatios(7).ratios(), 0.99)).isEmpty();
    assertThat(OrderStatisticInterval.ofMedian(risingRatios(8).ratios(), 0.99)).isPresent();
  }

  @Test
  void countsRatiosOfExactlyOneAgainstSignificance() {
    List<Double> ones = Collections.nCopies(6, 7.0);
    SignedRank ranks = SignedRank.of(PairedLogRatio.of(ones, ones));
    assertThat(ranks.pValue()).hasValue(1);
    assertThat(ranks.interval(0.95).orElseThrow().contains(1)).isTrue();
    // Five ratios above 1 and one of exactly 1: W+ could be 20 or 21 of 21, p = 2 * 2 / 2^6.
    SignedRank oneTie = SignedRank.of(PairedLogRatio.of(List.of(1., 2., 3., 4., 5., 6.), ones(6)));
    assertThat(oneTie.pValue()).hasValue(0.0625);
  }

  @Test
  void isMovedLittleByOneWildBlock() {
    PairedLogRatio tame = PairedLogRatio.of(List.of(1.1, 1.2, 1.1, 1.3, 1.2, 1.15), ones(6));
    PairedLogRatio wild = PairedLogRatio.of(List.of(1.1, 1.2, 1.1, 1.3, 1.2, 90.0), ones(6));
    assertThat(SignedRank.of(wild).ratio() / SignedRank.of(tame).ratio()).isLessThan(1.1);
    assertThat(wild.ratio() / tame.ratio()).isGreaterThan(2);
  }

  @Test
  void staysExactForHundredsOfPairs() {
    SignedRank ranks = SignedRank.of(risingRatios(300));
    assertThat(ranks.interval(0.95).orElseThrow().level()).isBetween(0.95, 0.951);
    assertThat(ranks.pValue().orElseThrow()).isBetween(0.0, 1e-40);
  }

  @Test
  void refusesAnEmptyOrInfiniteSampleForTheMedian() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderStatisticInterval.ofMedian(List.of(), 0.95));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderStatisticInterval.ofMedian(List.of(1.0, 1 / 0.0), 0.95))
        .withMessageContaining("values[1]");
  }

  private static void assertLog(Interval interval, double low, double high, double level) {
    assertThat(Math.log(interval.low())).isCloseTo(low, within(1e-9));
    assertThat(Math.log(interval.high())).isCloseTo(high, within(1e-9));
    assertThat(interval.level()).isCloseTo(level, within(1e-12));
  }

  private static PairedLogRatio risingRatios(int n) {
    return PairedLogRatio.of(
        IntStream.rangeClosed(1, n).mapToObj(i -> 1 + i / 100.0).toList(), ones(n));
  }

  private static List<Double> ones(int n) {
    return Collections.nCopies(n, 1.0);
  }

  private static List<Double> exp(Double... logs) {
    return Stream.of(logs).map(Math::exp).toList();
  }
}
