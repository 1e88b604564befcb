package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GeometricMeanTest {
  // scipy 1.17.1: l = log([100, 110, 125, 90]); exp(mean(l) -+ t.ppf(.975, 3) * std(l, ddof=1) / 2)
  // R: exp(t.test(log(c(100, 110, 125, 90)))$conf.int)
  @Test
  void givesTheTIntervalOfTheLogarithmsInTheUnitOfTheValues() {
    GeometricMean mean = GeometricMean.of(List.of(100.0, 110.0, 125.0, 90.0));
    assertThat(mean.n()).isEqualTo(4);
    assertThat(mean.mean()).isCloseTo(105.47178642008255, within(1e-9));
    assertThat(mean.sdLog()).hasValueCloseTo(0.1397923859494111, within(1e-12));
    Interval interval = mean.interval(0.95).orElseThrow();
    assertThat(interval.low()).isCloseTo(84.43673948, within(1e-7));
    assertThat(interval.high()).isCloseTo(131.74712571, within(1e-7));
  }

  @Test
  void givesNoIntervalBelowThreeReplicates() {
    assertThat(GeometricMean.of(List.of(100.0, 110.0)).interval(0.95)).isEmpty();
    assertThat(GeometricMean.of(List.of(100.0)).sdLog()).isEmpty();
  }

  @Test
  void refusesAValueWithoutLogarithmNamingItsIndex() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GeometricMean.of(List.of(1.0, 0.0)))
        .withMessageContaining("values[1] is 0.0");
  }
}
