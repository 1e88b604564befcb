package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void describesASample() {
    // R: sd(c(2, 4, 4, 4, 5, 5, 7, 9)) = 2.13809, by hand sqrt(32 / 7)
    Summary summary = Summary.of(List.of(9.0, 2.0, 4.0, 5.0, 4.0, 7.0, 4.0, 5.0));
    assertThat(summary.n()).isEqualTo(8);
    assertThat(summary.mean()).isEqualTo(5);
    assertThat(summary.median()).isEqualTo(4.5);
    assertThat(summary.sd()).hasValueCloseTo(Math.sqrt(32 / 7.0), within(1e-12));
    assertThat(summary.min()).isEqualTo(2);
    assertThat(summary.max()).isEqualTo(9);
    assertThat(summary.cv()).hasValueCloseTo(Math.sqrt(32 / 7.0) / 5, within(1e-12));
  }

  @Test
  void takesTheMiddleOfAnOddNumberOfValues() {
    assertThat(Summary.of(List.of(9.0, 1.0, 2.0)).median()).isEqualTo(2);
  }

  @Test
  void knowsNoSpreadFromOneValue() {
    Summary summary = Summary.of(List.of(3.0));
    assertThat(summary.sd()).isEmpty();
    assertThat(summary.cv()).isEmpty();
  }

  @Test
  void givesNoVariationRelativeToAMeanThatIsNotPositive() {
    assertThat(Summary.of(List.of(-1.0, 1.0)).cv()).isEmpty();
    assertThat(Summary.of(List.of(-1.0, 1.0)).sd()).isPresent();
  }

  @Test
  void findsNoSpreadInEqualValuesWhoseSumRounds() {
    assertThat(Summary.of(List.of(0.1, 0.1, 0.1)).sd()).hasValue(0);
  }

  @Test
  void refusesAnEmptySampleAndValuesThatAreNoNumbers() {
    assertThatIllegalArgumentException().isThrownBy(() -> Summary.of(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Summary.of(List.of(1.0, Double.NaN)))
        .withMessageContaining("values[1] is NaN");
  }
}
