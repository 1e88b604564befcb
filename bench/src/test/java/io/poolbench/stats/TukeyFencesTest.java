package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class TukeyFencesTest {
  @Test
  void marksByIndexWhatLiesBeyondTheFences() {
    // By hand: hinges 3 and 8 (medians of the halves), spread 5, fences -4.5 and 15.5.
    // R: boxplot.stats(c(50, 1:9))$out gives 50
    TukeyFences fences = TukeyFences.of(List.of(50.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0));
    assertThat(fences.low()).isEqualTo(-4.5);
    assertThat(fences.high()).isEqualTo(15.5);
    assertThat(fences.outliers()).containsExactly(0);
  }

  @Test
  void countsTheMedianOfAnOddSampleInBothHalves() {
    // R: fivenum(1:9) is 1 3 5 7 9; fences 3 - 6 and 7 + 6
    TukeyFences fences = TukeyFences.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0));
    assertThat(fences.low()).isEqualTo(-3);
    assertThat(fences.high()).isEqualTo(13);
    assertThat(fences.outliers()).isEmpty();
  }

  @Test
  void keepsAValueThatLiesOnTheFence() {
    // Hinges 0 and 2 in 0 0 1 2 5: upper fence exactly 5.
    assertThat(TukeyFences.of(List.of(0.0, 0.0, 1.0, 2.0, 5.0)).outliers()).isEmpty();
    assertThat(TukeyFences.of(List.of(0.0, 0.0, 1.0, 2.0, 5.01)).outliers()).containsExactly(4);
  }

  @Test
  void marksSlowAndFastAlikeInAscendingOrderOfIndex() {
    assertThat(TukeyFences.of(List.of(900.0, 5.0, 5.0, 6.0, 6.0, 5.0, 6.0, -900.0)).outliers())
        .containsExactly(0, 7);
  }

  @Test
  void refusesAnEmptySample() {
    assertThatIllegalArgumentException().isThrownBy(() -> TukeyFences.of(List.of()));
  }
}
