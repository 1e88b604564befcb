package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.poolbench.stats.SteadyState.Outcome;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteadyStateTest {
  @ParameterizedTest
  @CsvSource({
    // range and slope by hand: mean 10,000, Σ(i-2)y / 10 · 4 / mean
    "10000,10000,10000,10000,10000, 0,     0,      STEADY",
    "10900,9100,10000,10000,10000,  0.18,  -0.036, STEADY",
    "9000,11000,10000,10000,10000,  0.20,  0.04,   STEADY",
    "8900,11000,10000,10100,10000,  0.21,  0.052,  NOT_STEADY",
    "9500,9750,10000,10250,10500,   0.10,  0.10,   STEADY",
    "9400,9700,10000,10300,10600,   0.12,  0.12,   NOT_STEADY",
    "10600,10300,10000,9700,9400,   0.12,  -0.12,  NOT_STEADY",
    "0,0,0,0,0,                     0,     0,      CANNOT_TELL",
    "0,0,0,0,50000,                 5,     4,      NOT_STEADY",
    "900,900,900,900,900,           0,     0,      CANNOT_TELL"
  })
  void appliesSniasRule(
      double a, double b, double c, double d, double e, double range, double slope, Outcome out) {
    SteadyState state = SteadyState.of(List.of(a, b, c, d, e));

    assertThat(state.range()).isCloseTo(range, within(1e-12));
    assertThat(state.slope()).isCloseTo(slope, within(1e-12));
    assertThat(state.outcome()).isEqualTo(out);
  }

  @Test
  void withJustEnoughEventsAConstantRateIsCalledUnsteadyAboutOnceInAHundred() {
    Random random = new Random(20261125);
    double mean = SteadyState.fewestEvents();
    int wrong = 0;
    int windows = 20_000;
    for (int i = 0; i < windows; i++) {
      // a Poisson count of this size is as good as normal
      List<Double> rounds =
          IntStream.range(0, SteadyState.ROUNDS)
              .mapToObj(r -> mean + Math.sqrt(mean) * random.nextGaussian())
              .toList();
      wrong += SteadyState.of(rounds).keepsBounds() ? 0 : 1;
    }
    assertThat((double) wrong / windows).isBetween(0.005, 0.015);
  }

  @Test
  void cutsWithoutLosingAnything() {
    assertThat(SteadyState.cut(List.of(1.0, 2.0, 3.0, 4.0, 5.0)))
        .containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
    // seven intervals: 1.4 of them a round
    List<Double> rounds = SteadyState.cut(List.of(10.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0));
    assertThat(rounds).hasSize(5).allSatisfy(r -> assertThat(r).isCloseTo(14, within(1e-9)));
  }

  @Test
  void refusesWhatIsNoWindow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SteadyState.of(List.of(1.0, 2.0)))
        .withMessageContaining("5 rounds, not 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SteadyState.of(List.of(1.0, 2.0, -1.0, 2.0, 2.0)))
        .withMessageContaining("rounds[2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SteadyState.cut(List.of(1.0, 2.0)))
        .withMessageContaining("2 intervals");
  }
}
