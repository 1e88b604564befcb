package io.poolbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poolbench.compare.TestFamily.Decision;
import io.poolbench.result.Statistic.Better;
import io.poolbench.stats.EquivalenceZone;
import io.poolbench.stats.PairedLogRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often a report's words and the intervals beside them are wrong, by seeded simulation. */
class VerdictSimulationTest {
  private static final int REPORTS = 3_000;
  private static final int BLOCKS = 5;
  private static final double SPREAD = 0.01;
  private static final EquivalenceZone ZONE = new EquivalenceZone(0.02);

  /** True ratios of a report: equal, just outside the zone on both sides, and clearly different. */
  private static final double[] TRUTHS = {
    1, 1, 1, 1, 1, 1, 1, 1, 1.021, 1.021, 1.021, 1.021, 1 / 1.021, 1 / 1.021, 1.05, 1.05, 1.08, 0.95
  };

  @Test
  void wordsAreWrongNoMoreOftenThanDeclared() {
    Random random = new Random(20260102);
    double wrongDifference = 0;
    double wrongEquivalence = 0;
    double missedByShown = 0;
    for (int report = 0; report < REPORTS; report++) {
      List<PairedLogRatio> ratios = report(random);
      TestFamily family = new TestFamily(ratios, ZONE);
      Share difference = new Share();
      Share equivalence = new Share();
      Share missed = new Share();
      for (int i = 0; i < TRUTHS.length; i++) {
        Decision d = family.decide(ratios.get(i), Better.LOWER).orElseThrow();
        double truth = TRUTHS[i];
        switch (d.verdict()) {
          case SLOWER -> difference.count(truth <= 1);
          case FASTER -> difference.count(truth >= 1);
          case EQUIVALENT -> equivalence.count(truth > ZONE.high() || truth < ZONE.low());
          default -> {}
        }
        d.selectedInterval().ifPresent(shown -> missed.count(!shown.contains(truth)));
      }
      wrongDifference += difference.share();
      wrongEquivalence += equivalence.share();
      missedByShown += missed.share();
    }
    // Allowed are 5, 2.5 and 5; these figures stand in docs/statistics.md.
    assertThat(100 * wrongDifference / REPORTS).isCloseTo(0.4, within(0.1));
    assertThat(100 * wrongEquivalence / REPORTS).isCloseTo(1.3, within(0.1));
    assertThat(100 * missedByShown / REPORTS).isCloseTo(3.5, within(0.1));
  }

  /** The cells of one report share their baseline's noise. */
  private static List<PairedLogRatio> report(Random random) {
    List<Double> baseline = lognormal(random, 1);
    List<PairedLogRatio> ratios = new ArrayList<>();
    for (double truth : TRUTHS) {
      ratios.add(PairedLogRatio.of(lognormal(random, truth), baseline));
    }
    return ratios;
  }

  private static List<Double> lognormal(Random random, double centre) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      values.add(centre * StrictMath.exp(random.nextGaussian() * SPREAD / Math.sqrt(2)));
    }
    return values;
  }

  private static final class Share {
    private int wrong;
    private int all;

    void count(boolean isWrong) {
      all++;
      wrong += isWrong ? 1 : 0;
    }

    double share() {
      return all == 0 ? 0 : (double) wrong / all;
    }
  }
}
