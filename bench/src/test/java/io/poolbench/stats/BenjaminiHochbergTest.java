package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {
  // The thrombolysis example of Benjamini & Hochberg (1995): four of fifteen hypotheses rejected.
  private static final List<Double> THROMBOLYSIS =
      List.of(
          0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
          0.5719, 0.6528, 0.7590, 1.0);

  @Test
  void rejectsTheFourHypothesesOfTheOriginalPaper() {
    assertThat(BenjaminiHochberg.of(THROMBOLYSIS).rejected(0.05))
        .containsExactly(
            true, true, true, true, false, false, false, false, false, false, false, false, false,
            false, false);
  }

  // scipy 1.17.1: scipy.stats.false_discovery_control(p); R: p.adjust(p, "BH")
  @Test
  void adjustsAsScipyDoes() {
    List<Double> expected =
        List.of(
            0.0015,
            0.003,
            0.0095,
            0.035625,
            0.0603,
            0.06385714,
            0.06385714,
            0.0645,
            0.0765,
            0.486,
            0.58118182,
            0.714875,
            0.75323077,
            0.81321429,
            1.0);
    List<Double> adjusted = BenjaminiHochberg.of(THROMBOLYSIS).adjusted();
    assertThat(adjusted).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(adjusted.get(i)).isCloseTo(expected.get(i), within(1e-8));
    }
  }

  @Test
  void answersInTheOrderAsked() {
    List<Double> reversed = new ArrayList<>(THROMBOLYSIS);
    Collections.reverse(reversed);
    List<Double> expected = new ArrayList<>(BenjaminiHochberg.of(THROMBOLYSIS).adjusted());
    Collections.reverse(expected);
    assertThat(BenjaminiHochberg.of(reversed).adjusted()).isEqualTo(expected);
  }

  @Test
  void rejectsAllWhenTheLargestPasses() {
    // Step-up: 0.04 is above its own line 0.05 / 2 when first, but the second lifts both.
    assertThat(BenjaminiHochberg.of(List.of(0.04, 0.05)).rejected(0.05))
        .containsExactly(true, true);
  }

  @Test
  void givesTheIntervalLevelForWhatItRejects() {
    // 1 - 4 * 0.05 / 15
    assertThat(BenjaminiHochberg.of(THROMBOLYSIS).intervalLevel(0.05))
        .hasValueCloseTo(0.98666666666666667, within(1e-12));
    assertThat(BenjaminiHochberg.of(List.of(0.5, 0.6)).intervalLevel(0.05)).isEmpty();
  }

  @Test
  void hasNothingToSayAboutNothing() {
    BenjaminiHochberg none = BenjaminiHochberg.of(List.of());
    assertThat(none.adjusted()).isEmpty();
    assertThat(none.intervalLevel(0.05)).isEmpty();
  }

  @Test
  void refusesWhatIsNoPValueNamingItsIndex() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BenjaminiHochberg.of(List.of(0.1, 1.2)))
        .withMessageContaining("pValues[1] is 1.2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BenjaminiHochberg.of(List.of(Double.NaN)))
        .withMessageContaining("pValues[0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BenjaminiHochberg.of(List.of(0.1)).rejected(0));
  }

  @Test
  void keepsTheOrdinaryLevelWhenEveryCellIsShown() {
    assertThat(FalseCoverageRate.level(7, 7, 0.05)).isCloseTo(0.95, within(1e-12));
    assertThat(FalseCoverageRate.level(1, 10, 0.05)).isCloseTo(0.995, within(1e-12));
  }

  @Test
  void refusesToShowMoreCellsThanWereTested() {
    assertThatIllegalArgumentException().isThrownBy(() -> FalseCoverageRate.level(3, 2, 0.05));
    assertThatIllegalArgumentException().isThrownBy(() -> FalseCoverageRate.level(0, 2, 0.05));
  }
}
