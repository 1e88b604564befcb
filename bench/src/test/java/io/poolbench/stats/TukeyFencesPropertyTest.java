package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class TukeyFencesPropertyTest {
  @Property(tries = 300)
  void marksNothingBelowFiveValues(
      @ForAll @Size(min = 1, max = 4) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
    assertThat(TukeyFences.of(values).outliers()).isEmpty();
  }
}
