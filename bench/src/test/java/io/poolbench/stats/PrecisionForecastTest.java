package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionForecastTest {
  private final PrecisionForecast twoPercentNoise = new PrecisionForecast(0.02, 0.95);

  // R: qt(.975, n - 1) / sqrt(n); scipy: t.ppf(.975, n - 1) / n**.5
  @ParameterizedTest
  @CsvSource({
    "3, 2.4841377117503303",
    "4, 1.5912231526418539",
    "5, 1.241663998203764",
    "10, 0.7153569059706647"
  })
  void knowsTheHalfWidthInStandardDeviations(int n, double sds) {
    assertThat(twoPercentNoise.halfWidthInSds(n)).hasValueCloseTo(sds, within(1e-10));
  }

  // R: expm1(qt(.975, n - 1) / sqrt(n) * 0.02)
  @ParameterizedTest
  @CsvSource({
    "3, 0.05093763796976912",
    "6, 0.021210524962915027",
    "7, 0.01866904253646418",
    "11, 0.013526853964039194"
  })
  void knowsTheHalfWidthAsAFractionOfTheRatio(int n, double fraction) {
    assertThat(twoPercentNoise.halfWidth(n)).hasValueCloseTo(fraction, within(1e-12));
  }

  @Test
  void forecastsWhatAnIntervalOfThatSpreadReallyGets() {
    // Log-ratios -s, 0, s have standard deviation s.
    double s = 0.02;
    Interval interval =
        GeometricMean.of(List.of(Math.exp(-s), 1.0, Math.exp(s))).interval(0.95).orElseThrow();
    assertThat(twoPercentNoise.halfWidth(3)).hasValueCloseTo(interval.high() - 1, within(1e-12));
  }

  @Test
  void findsTheSmallestNumberOfReplicatesForAHalfWidth() {
    assertThat(twoPercentNoise.smallestN(0.02, 100)).hasValue(7);
    assertThat(twoPercentNoise.smallestN(0.0510, 100)).hasValue(3);
    assertThat(twoPercentNoise.smallestN(0.5, 100)).hasValue(3);
  }

  @Test
  void saysWhenTheBudgetIsTooSmallForAHalfWidth() {
    assertThat(twoPercentNoise.smallestN(0.02, 6)).isEmpty();
    assertThat(twoPercentNoise.smallestN(0.02, 7)).hasValue(7);
  }

  @Test
  void forecastsNothingBelowThreeReplicates() {
    assertThat(twoPercentNoise.halfWidth(2)).isEmpty();
    assertThat(twoPercentNoise.halfWidthInSds(2)).isEmpty();
    assertThat(twoPercentNoise.smallestN(0.5, 2)).isEmpty();
  }

  @Test
  void refusesASpreadThatIsNotPositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PrecisionForecast(0, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> new PrecisionForecast(0.1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> twoPercentNoise.smallestN(0, 10));
  }
}
