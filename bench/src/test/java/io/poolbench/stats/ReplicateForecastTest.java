package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicateForecastTest {
  private static final EquivalenceZone ZONE = new EquivalenceZone(0.02);

  @Test
  void recoversRatioAndScatterFromAnInterval() {
    PairedLogRatio pairs =
        PairedLogRatio.of(List.of(105.0, 108.0, 101.0, 107.0), List.of(100.0, 100.0, 100.0, 100.0));

    ReplicateForecast forecast = ReplicateForecast.of(pairs.interval(0.95).orElseThrow(), 4);

    assertThat(forecast.logRatio()).isCloseTo(Math.log(pairs.ratio()), within(1e-12));
    assertThat(forecast.sdLog()).isCloseTo(pairs.sdLog().orElseThrow(), within(1e-12));
  }

  /** t(6) / sqrt(7) = 0.925: the first half-width that 2 % of scatter brings below 2 %. */
  @Test
  void precisionTakesWhatTheForecastBeforeMeasuringSays() {
    assertThat(new ReplicateForecast(0.3, 0.02).forPrecision(0.02)).hasValue(7);
    assertThat(new PrecisionForecast(0.02, 0.95).smallestN(0.02, 100)).hasValue(7);
  }

  @Test
  void aVerdictTakesAnIntervalThatLeavesOneOutOrLiesInTheZone() {
    assertThat(new ReplicateForecast(Math.log(1.5), 0.02).forVerdict(ZONE)).hasValue(3);
    assertThat(new ReplicateForecast(0, 0.02).forVerdict(ZONE)).hasValue(7);
    // nearer to the edge of the zone than to 1, but the interval may leave out 1 before
    assertThat(new ReplicateForecast(Math.log(1.015), 0.02).forVerdict(ZONE).orElseThrow())
        .isBetween(8, 12);
    assertThat(new ReplicateForecast(Math.log(1.0199999), 0.5).forVerdict(ZONE)).isEmpty();
  }
}
