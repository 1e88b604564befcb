package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedLogRatioTest {
  // Student's sleep data (1908), carried through exp so that their differences are log-ratios.
  // R: t.test(extra ~ group, data = sleep, paired = TRUE) prints in its documentation's example
  // t = -4.0621, df = 9, p-value = 0.002833, interval -2.4598858 -0.7001142, mean -1.58.
  // More digits: scipy.stats.ttest_rel(g1, g2), .confidence_interval(0.95) (scipy 1.17.1).
  private static final PairedLogRatio SLEEP =
      PairedLogRatio.of(
          exp(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0),
          exp(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4));

  @Test
  void givesStudentsOwnIntervalForHisSleepData() {
    assertThat(SLEEP.n()).isEqualTo(10);
    assertThat(Math.log(SLEEP.ratio())).isCloseTo(-1.58, within(1e-12));
    Interval interval = SLEEP.interval(0.95).orElseThrow();
    assertThat(Math.log(interval.low())).isCloseTo(-2.459885763276983, within(1e-9));
    assertThat(Math.log(interval.high())).isCloseTo(-0.7001142367230175, within(1e-9));
    assertThat(interval.level()).isEqualTo(0.95);
  }

  @Test
  void givesStudentsOwnPValueForHisSleepData() {
    assertThat(SLEEP.pValue()).hasValueCloseTo(0.002832890197384273, within(1e-12));
  }

  @Test
  void givesSpreadAndStandardErrorOnTheLogScale() {
    // R: with(sleep, sd(extra[1:10] - extra[11:20])) and that over sqrt(10)
    assertThat(SLEEP.sdLog()).hasValueCloseTo(1.2299954832798732, within(1e-12));
    assertThat(SLEEP.standardErrorLog()).hasValueCloseTo(0.3889587238883952, within(1e-12));
  }

  // With d the differences: max(scipy.stats.ttest_1samp(d, -b, alternative="greater").pvalue,
  // scipy.stats.ttest_1samp(d, b, alternative="less").pvalue) for b = 2, 2.5, 3.
  @Test
  void givesTheLargerOfTwoOneSidedPValuesForEquivalence() {
    assertThat(SLEEP.equivalencePValue(zoneOfLogHalfWidth(2)))
        .hasValueCloseTo(0.1541572356690974, within(1e-10));
    assertThat(SLEEP.equivalencePValue(zoneOfLogHalfWidth(2.5)))
        .hasValueCloseTo(0.02111686024650077, within(1e-10));
    assertThat(SLEEP.equivalencePValue(zoneOfLogHalfWidth(3)))
        .hasValueCloseTo(0.002655570292658671, within(1e-10));
  }

  @Test
  void findsNoEquivalenceWhenTheRatioItselfLiesOutsideTheZone() {
    assertThat(SLEEP.equivalencePValue(new EquivalenceZone(0.02)).orElseThrow()).isGreaterThan(0.5);
  }

  @Test
  void multipliesPerBlockRatiosGeometrically() {
    // sqrt(2 * 8) = 4
    PairedLogRatio pairs = PairedLogRatio.of(List.of(2.0, 80.0), List.of(1.0, 10.0));
    assertThat(pairs.ratio()).isCloseTo(4, within(1e-12));
    assertThat(pairs.ratios()).hasSize(2);
    assertThat(pairs.ratios().get(0)).isCloseTo(2, within(1e-12));
    assertThat(pairs.ratios().get(1)).isCloseTo(8, within(1e-12));
  }

  @Test
  void infersNothingFromTwoBlocks() {
    PairedLogRatio pairs = PairedLogRatio.of(List.of(2.0, 3.0), List.of(1.0, 1.0));
    assertThat(pairs.interval(0.95)).isEmpty();
    assertThat(pairs.pValue()).isEmpty();
    assertThat(pairs.equivalencePValue(new EquivalenceZone(0.02))).isEmpty();
    assertThat(pairs.sdLog()).isPresent();
  }

  @Test
  void knowsNoSpreadFromOneBlock() {
    PairedLogRatio pairs = PairedLogRatio.of(List.of(2.0), List.of(1.0));
    assertThat(pairs.ratio()).isEqualTo(2);
    assertThat(pairs.sdLog()).isEmpty();
    assertThat(pairs.standardErrorLog()).isEmpty();
  }

  @Test
  void isCertainOfADifferenceThatNeverVaries() {
    List<Double> values = List.of(2.0, 2.0, 2.0);
    PairedLogRatio pairs = PairedLogRatio.of(values, List.of(1.0, 1.0, 1.0));
    assertThat(pairs.interval(0.95)).contains(new Interval(pairs.ratio(), pairs.ratio(), 0.95));
    assertThat(pairs.pValue()).hasValue(0);
    assertThat(pairs.equivalencePValue(new EquivalenceZone(0.02))).hasValue(1);
    assertThat(pairs.equivalencePValue(new EquivalenceZone(1.5))).hasValue(0);
  }

  @Test
  void isCertainOfEqualityThatNeverVaries() {
    List<Double> values = List.of(100.1, 99.7, 103.3);
    PairedLogRatio pairs = PairedLogRatio.of(values, values);
    assertThat(pairs.interval(0.95)).contains(new Interval(1, 1, 0.95));
    assertThat(pairs.pValue()).hasValue(1);
    assertThat(pairs.equivalencePValue(new EquivalenceZone(0.02))).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesWhatHasNoLogarithmNamingListAndIndex(double bad) {
    List<Double> good = List.of(1.0, 2.0, 3.0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedLogRatio.of(List.of(1.0, 2.0, bad), good))
        .withMessageContaining("numerator[2] is " + bad);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedLogRatio.of(good, List.of(1.0, bad, 3.0)))
        .withMessageContaining("denominator[1] is " + bad);
  }

  @Test
  void refusesListsOfUnequalLengthAndEmptyOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedLogRatio.of(List.of(1.0), List.of(1.0, 2.0)))
        .withMessageContaining("numerator has 1 values, denominator 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedLogRatio.of(List.of(), List.of()))
        .withMessageContaining("empty");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 95, Double.NaN})
  void refusesALevelThatIsNoProbabilityEvenWithTooFewBlocks(double level) {
    PairedLogRatio pairs = PairedLogRatio.of(List.of(2.0), List.of(1.0));
    assertThatIllegalArgumentException().isThrownBy(() -> pairs.interval(level));
  }

  @Test
  void drawsTheZoneSymmetricallyInTheLogarithm() {
    EquivalenceZone zone = new EquivalenceZone(0.25);
    assertThat(zone.high()).isEqualTo(1.25);
    assertThat(zone.low()).isEqualTo(0.8);
    assertThatIllegalArgumentException().isThrownBy(() -> new EquivalenceZone(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new EquivalenceZone(Double.NaN));
  }

  private static EquivalenceZone zoneOfLogHalfWidth(double halfWidth) {
    return new EquivalenceZone(Math.expm1(halfWidth));
  }

  private static List<Double> exp(Double... logs) {
    return Stream.of(logs).map(Math::exp).toList();
  }
}
