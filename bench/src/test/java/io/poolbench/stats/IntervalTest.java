package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
  private final Interval interval = new Interval(0.5, 2, 0.95);

  @Test
  void containsItsEndsAndNothingBeyondThem() {
    assertThat(interval.contains(0.5)).isTrue();
    assertThat(interval.contains(2)).isTrue();
    assertThat(interval.contains(Math.nextDown(0.5))).isFalse();
    assertThat(interval.contains(Math.nextUp(2.0))).isFalse();
  }

  @Test
  void liesWithinBoundsOnlyWithBothEnds() {
    assertThat(interval.isWithin(0.5, 2)).isTrue();
    assertThat(interval.isWithin(0.6, 3)).isFalse();
    assertThat(interval.isWithin(0.1, 1.9)).isFalse();
  }

  @Test
  void isAsWideAsItsEndsAreApart() {
    assertThat(interval.width()).isEqualTo(1.5);
  }

  @Test
  void refusesEndsInTheWrongOrderAndNaN() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(2, 1, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(Double.NaN, 1, 0.95));
    assertThatIllegalArgumentException().isThrownBy(() -> new Interval(1, Double.NaN, 0.95));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 95, Double.NaN})
  void refusesALevelThatIsNoProbabilityStrictlyBetweenZeroAndOne(double level) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interval(1, 2, level))
        .withMessageContaining("level is " + level);
  }
}
