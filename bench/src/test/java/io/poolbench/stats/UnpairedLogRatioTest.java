package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.poolbench.stats.Simulation.Noise;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnpairedLogRatioTest {
  /** Groups of unequal size and spread, and what R's t.test gives of them. */
  private static final double[] FEW = {17.2, 20.9, 22.6, 18.1, 21.7, 21.4, 23.5, 24.2, 14.7, 21.8};

  private static final double[] MANY = {
    21.5, 22.8, 21.0, 23.0, 21.6, 23.6, 22.5, 20.7, 23.4, 21.8,
    20.7, 21.7, 21.5, 22.5, 23.6, 21.5, 22.5, 23.5, 21.5, 21.8
  };

  private static List<Double> exp(double... logs) {
    return DoubleStream.of(logs).map(Math::exp).boxed().toList();
  }

  @Test
  void isWelchsTOnTheLogarithms() {
    UnpairedLogRatio ratio = UnpairedLogRatio.of(exp(FEW), exp(MANY));

    assertThat(Math.log(ratio.ratio())).isCloseTo(20.61 - 22.135, within(1e-9));
    assertThat(ratio.pValue().orElseThrow()).isCloseTo(0.149, within(0.0015));
  }

  @Test
  void saysTheSameWhicheverSideIsTheDenominator() {
    UnpairedLogRatio one = UnpairedLogRatio.of(exp(FEW), exp(MANY));
    UnpairedLogRatio other = UnpairedLogRatio.of(exp(MANY), exp(FEW));

    assertThat(other.pValue()).isEqualTo(one.pValue());
    assertThat(other.interval(0.95).orElseThrow().low() * one.interval(0.95).orElseThrow().high())
        .isCloseTo(1, within(1e-9));
  }

  @Test
  void infersNothingBelowThreeValuesOnEitherSide() {
    UnpairedLogRatio ratio = UnpairedLogRatio.of(List.of(2.0, 2.1), List.of(1.0, 1.1, 1.2));

    assertThat(ratio.ratio()).isCloseTo(1.87, within(0.01));
    assertThat(ratio.interval(0.95)).isEmpty();
    assertThat(ratio.pValue()).isEmpty();
    assertThat(ratio.equivalencePValue(new EquivalenceZone(0.02))).isEmpty();
  }

  @Test
  void takesValuesThatDoNotDifferAsKnown() {
    List<Double> ones = List.of(1.0, 1.0, 1.0);
    UnpairedLogRatio ratio = UnpairedLogRatio.of(ones, ones);

    assertThat(ratio.interval(0.95)).contains(new Interval(1, 1, 0.95));
    assertThat(ratio.pValue()).hasValue(1);
    assertThat(ratio.equivalencePValue(new EquivalenceZone(0.02))).hasValue(0);
    assertThat(UnpairedLogRatio.of(List.of(2.0, 2.0, 2.0), ones).pValue()).hasValue(0);
  }

  @Test
  void namesTheValueItCannotTake() {
    assertThatThrownBy(() -> UnpairedLogRatio.of(List.of(1.0, 0.0), List.of(1.0)))
        .hasMessageContaining("numerator");
  }

  /** With 10,000 experiments the standard error of a coverage of 95 % is 0.22 points. */
  @ParameterizedTest
  @CsvSource({
    "NORMAL, 5, NORMAL, 5",
    "NORMAL, 4, NORMAL, 10",
    "LOGNORMAL, 5, NORMAL, 8",
    "LOGNORMAL, 10, NORMAL, 5"
  })
  void coversTheTrueRatioAsPromised(Noise candidate, int n, Noise base, int m) {
    Simulation simulation = new Simulation(71);
    int covered = 0;
    for (int i = 0; i < 10_000; i++) {
      if (simulation
          .runs(n, candidate, m, base, 1.07)
          .interval(0.95)
          .orElseThrow()
          .contains(1.07)) {
        covered++;
      }
    }
    assertThat(covered / 100.0).isBetween(94.0, 96.5);
  }
}
