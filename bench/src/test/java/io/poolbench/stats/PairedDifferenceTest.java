package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairedDifferenceTest {
  @Test
  void isStudentsIntervalOnTheDifferences() {
    PairedDifference d =
        PairedDifference.of(List.of(11.0, 23.0, 35.0, 47.0), List.of(10.0, 20.0, 30.0, 40.0));

    // differences 1, 3, 5, 7: mean 4, sd 2.5820, t(3) = 3.1824
    assertThat(d.n()).isEqualTo(4);
    assertThat(d.mean()).isEqualTo(4);
    Interval interval = d.interval(0.95).orElseThrow();
    assertThat(interval.low()).isCloseTo(4 - 3.182446 * 2.581989 / 2, within(1e-5));
    assertThat(interval.high()).isCloseTo(4 + 3.182446 * 2.581989 / 2, within(1e-5));
  }

  @Test
  void twoPairsHaveNoInterval() {
    assertThat(PairedDifference.of(List.of(1.0, 2.0), List.of(0.0, 0.0)).interval(0.95)).isEmpty();
    assertThat(PairedDifference.of(List.of(1.0), List.of(0.0)).interval(0.95)).isEmpty();
  }

  @Test
  void equalDifferencesHaveAnIntervalOfNoWidth() {
    Interval interval =
        PairedDifference.of(List.of(2.0, 3.0, 4.0), List.of(1.0, 2.0, 3.0))
            .interval(0.95)
            .orElseThrow();

    assertThat(interval.width()).isZero();
  }

  @Test
  void whatCannotBePairedIsRefused() {
    assertThatThrownBy(() -> PairedDifference.of(List.of(1.0), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unpaired");
    assertThatThrownBy(() -> PairedDifference.of(List.of(Double.NaN), List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
