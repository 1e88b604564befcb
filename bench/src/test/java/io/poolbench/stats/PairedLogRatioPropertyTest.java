package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.assertj.core.data.Percentage;

class PairedLogRatioPropertyTest {
  private static final Percentage ROUNDING = Percentage.withPercentage(1e-7);

  record Blocks(List<Double> backend, List<Double> baseline) {
    PairedLogRatio ratio() {
      return PairedLogRatio.of(backend, baseline);
    }

    PairedLogRatio inverse() {
      return PairedLogRatio.of(baseline, backend);
    }
  }

  @Provide
  Arbitrary<Blocks> blocks() {
    Arbitrary<Double> value = Arbitraries.doubles().between(0.5, 1e7).ofScale(3);
    return Arbitraries.integers()
        .between(3, 12)
        .flatMap(n -> value.list().ofSize(n).tuple2().map(t -> new Blocks(t.get1(), t.get2())));
  }

  @Property(tries = 500)
  void swappingNumeratorAndDenominatorInvertsRatioAndInterval(@ForAll("blocks") Blocks blocks) {
    Interval there = blocks.ratio().interval(0.95).orElseThrow();
    Interval back = blocks.inverse().interval(0.95).orElseThrow();
    assertThat(blocks.ratio().ratio()).isCloseTo(1 / blocks.inverse().ratio(), ROUNDING);
    assertThat(there.low()).isCloseTo(1 / back.high(), ROUNDING);
    assertThat(there.high()).isCloseTo(1 / back.low(), ROUNDING);
  }

  @Property(tries = 500)
  void swappingChangesNoPValue(@ForAll("blocks") Blocks blocks) {
    PairedLogRatio there = blocks.ratio();
    PairedLogRatio back = blocks.inverse();
    EquivalenceZone zone = new EquivalenceZone(0.05);
    assertThat(there.pValue().orElseThrow()).isCloseTo(back.pValue().orElseThrow(), within(1e-9));
    assertThat(there.equivalencePValue(zone).orElseThrow())
        .isCloseTo(back.equivalencePValue(zone).orElseThrow(), within(1e-9));
    assertThat(SignedRank.of(there).pValue()).isEqualTo(SignedRank.of(back).pValue());
  }

  @Property(tries = 500)
  void changingTheUnitOfBothChangesNothing(
      @ForAll("blocks") Blocks blocks,
      @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 1e6) double factor) {
    Interval before = blocks.ratio().interval(0.95).orElseThrow();
    Interval after =
        PairedLogRatio.of(scaled(blocks.backend(), factor), scaled(blocks.baseline(), factor))
            .interval(0.95)
            .orElseThrow();
    assertThat(after.low()).isCloseTo(before.low(), ROUNDING);
    assertThat(after.high()).isCloseTo(before.high(), ROUNDING);
  }

  @Property(tries = 500)
  void scalingTheBackendAloneScalesItsInterval(
      @ForAll("blocks") Blocks blocks,
      @ForAll @Scale(6) @DoubleRange(min = 1e-3, max = 1e3) double factor) {
    Interval before = blocks.ratio().interval(0.95).orElseThrow();
    Interval after =
        PairedLogRatio.of(scaled(blocks.backend(), factor), blocks.baseline())
            .interval(0.95)
            .orElseThrow();
    assertThat(after.low()).isCloseTo(before.low() * factor, ROUNDING);
    assertThat(after.high()).isCloseTo(before.high() * factor, ROUNDING);
  }

  @Property(tries = 500)
  void aHigherLevelNeverNarrowsAnInterval(@ForAll("blocks") Blocks blocks) {
    PairedLogRatio pairs = blocks.ratio();
    Interval t90 = pairs.interval(0.90).orElseThrow();
    Interval t99 = pairs.interval(0.99).orElseThrow();
    assertThat(t90.isWithin(t99.low(), t99.high())).isTrue();
    SignedRank ranks = SignedRank.of(pairs);
    ranks
        .interval(0.99)
        .ifPresent(
            wide -> {
              Interval narrow = ranks.interval(0.90).orElseThrow();
              assertThat(narrow.isWithin(wide.low(), wide.high())).isTrue();
            });
  }

  @Property(tries = 500)
  void anIntervalLeavesOneOutExactlyWhenThePValueIsSmall(@ForAll("blocks") Blocks blocks) {
    PairedLogRatio pairs = blocks.ratio();
    assertThat(pairs.pValue().orElseThrow() <= 0.05)
        .isEqualTo(!pairs.interval(0.95).orElseThrow().contains(1));
    SignedRank ranks = SignedRank.of(pairs);
    ranks
        .interval(0.95)
        .ifPresent(
            interval ->
                assertThat(ranks.pValue().orElseThrow() <= 0.05).isEqualTo(!interval.contains(1)));
  }

  @Property(tries = 500)
  void equivalenceAtHalfAlphaMeansThatTheIntervalLiesInTheZone(
      @ForAll("blocks") Blocks blocks,
      @ForAll @Scale(6) @DoubleRange(min = 0.01, max = 1e4) double fraction) {
    EquivalenceZone zone = new EquivalenceZone(fraction);
    PairedLogRatio pairs = blocks.ratio();
    // Without spread the ratio itself can lie on the zone's edge, where rounding decides.
    Assume.that(pairs.sdLog().orElseThrow() > 1e-9);
    assertThat(pairs.equivalencePValue(zone).orElseThrow() <= 0.025)
        .isEqualTo(pairs.interval(0.95).orElseThrow().isWithin(zone.low(), zone.high()));
  }

  @Property(tries = 500)
  void rankEstimatesLieInTheirIntervals(@ForAll("blocks") Blocks blocks) {
    SignedRank ranks = SignedRank.of(blocks.ratio());
    ranks
        .interval(0.95)
        .ifPresent(interval -> assertThat(interval.contains(ranks.ratio())).isTrue());
  }

  private static List<Double> scaled(List<Double> values, double factor) {
    return values.stream().map(value -> value * factor).toList();
  }
}
