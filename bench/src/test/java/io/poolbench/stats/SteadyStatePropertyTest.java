package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

class SteadyStatePropertyTest {
  @Property(tries = 500)
  void isTheSameInAnyUnit(
      @ForAll @Size(5) List<@DoubleRange(min = 1, max = 1e6) Double> rounds,
      @ForAll @DoubleRange(min = 0.01, max = 1000) double factor) {
    SteadyState one = SteadyState.of(rounds);
    SteadyState other = SteadyState.of(rounds.stream().map(r -> r * factor).toList());

    assertThat(other.range()).isCloseTo(one.range(), within(1e-9));
    assertThat(other.slope()).isCloseTo(one.slope(), within(1e-9));
  }

  @Property(tries = 500)
  void backwardsTheRangeIsTheSameAndTheSlopeIsTurned(
      @ForAll @Size(5) List<@DoubleRange(min = 1, max = 1e6) Double> rounds) {
    List<Double> backwards = new ArrayList<>(rounds);
    Collections.reverse(backwards);

    assertThat(SteadyState.of(backwards).range())
        .isCloseTo(SteadyState.of(rounds).range(), within(1e-9));
    assertThat(SteadyState.of(backwards).slope())
        .isCloseTo(-SteadyState.of(rounds).slope(), within(1e-9));
  }

  @Property(tries = 500)
  void cuttingKeepsTheSum(
      @ForAll @Size(min = 5, max = 203) List<@DoubleRange(min = 0, max = 1e5) Double> intervals) {
    double sum = intervals.stream().mapToDouble(Double::doubleValue).sum();

    List<Double> rounds = SteadyState.cut(intervals);

    assertThat(rounds).hasSize(SteadyState.ROUNDS);
    assertThat(rounds.stream().mapToDouble(Double::doubleValue).sum())
        .isCloseTo(sum, within(1e-6 * (1 + sum)));
  }
}
