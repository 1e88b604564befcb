package io.poolbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.compare.TestFamily.Decision;
import io.poolbench.result.Statistic.Better;
import io.poolbench.stats.EquivalenceZone;
import io.poolbench.stats.Interval;
import io.poolbench.stats.PairedLogRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** A word and the interval shown beside it never part. */
class VerdictPropertyTest {
  private static final EquivalenceZone ZONE = new EquivalenceZone(0.02);
  private static final List<Verdict> WORDS =
      List.of(Verdict.SLOWER, Verdict.FASTER, Verdict.EQUIVALENT, Verdict.INCONCLUSIVE);

  @Property(tries = 500)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void wordsAndIntervalsAgree(
      @ForAll long seed,
      @ForAll @IntRange(min = 3, max = 12) int n,
      @ForAll @IntRange(min = 1, max = 24) int cells,
      @ForAll @Scale(4) @DoubleRange(min = 0, max = 0.05) double spread,
      @ForAll @Scale(4) @DoubleRange(min = 0, max = 0.06) double difference) {
    Statistics.coverage(
        seen -> {
          for (Verdict word : WORDS) {
            seen.check(word).count(times -> times > 20);
          }
        });
    List<PairedLogRatio> ratios = ratios(new Random(seed), n, cells, spread, difference);
    TestFamily family = new TestFamily(ratios, ZONE);
    assertThat(family.size()).isEqualTo(cells);
    for (PairedLogRatio r : ratios) {
      Decision d = family.decide(r, Better.LOWER).orElseThrow();
      Interval plain = r.interval(0.95).orElseThrow();
      Statistics.collect(d.verdict());
      switch (d.verdict()) {
        case SLOWER -> {
          assertThat(d.selectedInterval().orElseThrow().low()).isGreaterThan(1);
          assertThat(d.selectedInterval().orElseThrow().high()).isGreaterThan(ZONE.high());
          assertThat(plain.low()).isGreaterThan(1);
        }
        case FASTER -> {
          assertThat(d.selectedInterval().orElseThrow().high()).isLessThan(1);
          assertThat(d.selectedInterval().orElseThrow().low()).isLessThan(ZONE.low());
          assertThat(plain.high()).isLessThan(1);
        }
        case EQUIVALENT -> {
          assertThat(d.selectedInterval().orElseThrow().isWithin(ZONE.low(), ZONE.high())).isTrue();
          assertThat(plain.isWithin(ZONE.low(), ZONE.high())).isTrue();
        }
        case INCONCLUSIVE -> assertThat(d.selectedInterval()).isEmpty();
        default -> throw new AssertionError("unexpected verdict " + d.verdict());
      }
      d.selectedInterval().ifPresent(s -> assertThat(s.width()).isGreaterThanOrEqualTo(width(r)));
    }
  }

  @Property(tries = 300)
  void aSingleTestDecidesByIts95PercentIntervalAlone(
      @ForAll long seed,
      @ForAll @IntRange(min = 3, max = 8) int n,
      @ForAll @Scale(4) @DoubleRange(min = 0.0001, max = 0.05) double spread,
      @ForAll @Scale(4) @DoubleRange(min = 0, max = 0.06) double difference) {
    PairedLogRatio r = ratios(new Random(seed), n, 1, spread, difference).get(0);
    Interval i = r.interval(0.95).orElseThrow();
    Verdict expected =
        i.isWithin(ZONE.low(), ZONE.high())
            ? Verdict.EQUIVALENT
            : i.contains(1) ? Verdict.INCONCLUSIVE : i.low() > 1 ? Verdict.FASTER : Verdict.SLOWER;

    assertThat(new TestFamily(List.of(r), ZONE).decide(r, Better.HIGHER).orElseThrow().verdict())
        .isEqualTo(expected);
  }

  @Property(tries = 200)
  void swappingBackendAndBaselineSwapsSlowerAndFaster(
      @ForAll long seed,
      @ForAll @IntRange(min = 3, max = 8) int n,
      @ForAll @IntRange(min = 1, max = 12) int cells) {
    List<PairedLogRatio> there = ratios(new Random(seed), n, cells, 0.01, 0.04);
    List<PairedLogRatio> back = there.stream().map(VerdictPropertyTest::inverse).toList();
    TestFamily thereTests = new TestFamily(there, ZONE);
    TestFamily backTests = new TestFamily(back, ZONE);
    for (int i = 0; i < cells; i++) {
      Verdict one = thereTests.decide(there.get(i), Better.LOWER).orElseThrow().verdict();
      Verdict other = backTests.decide(back.get(i), Better.LOWER).orElseThrow().verdict();
      assertThat(other)
          .isEqualTo(
              one == Verdict.SLOWER
                  ? Verdict.FASTER
                  : one == Verdict.FASTER ? Verdict.SLOWER : one);
    }
  }

  private static double width(PairedLogRatio r) {
    return r.interval(0.95).orElseThrow().width() * (1 - 1e-9);
  }

  private static PairedLogRatio inverse(PairedLogRatio r) {
    return PairedLogRatio.of(r.ratios().stream().map(x -> 1.0).toList(), r.ratios());
  }

  /** Cells whose true ratios lie up to {@code difference} either side of 1. */
  private static List<PairedLogRatio> ratios(
      Random random, int n, int cells, double spread, double difference) {
    List<PairedLogRatio> ratios = new ArrayList<>();
    for (int c = 0; c < cells; c++) {
      double truth = (2 * random.nextDouble() - 1) * difference;
      List<Double> above = new ArrayList<>();
      List<Double> below = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        above.add(Math.exp(5 + truth + random.nextGaussian() * spread));
        below.add(Math.exp(5));
      }
      ratios.add(PairedLogRatio.of(above, below));
    }
    return ratios;
  }
}
