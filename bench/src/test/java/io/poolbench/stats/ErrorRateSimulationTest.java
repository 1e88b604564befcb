package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.stats.Simulation.Noise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often verdicts are wrong, by seeded simulation: alone, and as the cells of a report. */
class ErrorRateSimulationTest {
  private static final int EXPERIMENTS = 20_000;
  private static final int REPORTS = 3_000;
  private static final int EQUAL_CELLS = 12;
  private static final int SLOWER_CELLS = 8;
  private static final double TRUE_RATIO = 1.08;
  private static final double Q = 0.05;

  // The standard error of 5 % in 20,000 experiments is 0.15 points.
  @ParameterizedTest
  @CsvSource({"NORMAL, 3", "NORMAL, 5", "NORMAL, 10", "LOGNORMAL, 3", "LOGNORMAL, 5"})
  void findsADifferenceWhereThereIsNoneInAtMostOneOfTwenty(Noise noise, int n) {
    Simulation simulation = new Simulation(n);
    int alarms = 0;
    for (int i = 0; i < EXPERIMENTS; i++) {
      alarms += simulation.blocks(n, 1, noise).pValue().orElseThrow() <= 0.05 ? 1 : 0;
    }
    assertThat(100.0 * alarms / EXPERIMENTS).isBetween(4.3, 5.5);
  }

  @Test
  void claimsEquivalenceOnTheEdgeOfTheZoneInAtMostOneOfForty() {
    Simulation simulation = new Simulation(7);
    EquivalenceZone zone = new EquivalenceZone(0.2);
    int claims = 0;
    for (int i = 0; i < EXPERIMENTS; i++) {
      PairedLogRatio pairs = simulation.blocks(10, zone.high(), Noise.NORMAL);
      claims += pairs.equivalencePValue(zone).orElseThrow() <= 0.025 ? 1 : 0;
    }
    assertThat(100.0 * claims / EXPERIMENTS).isBetween(2.1, 2.9);
  }

  @Test
  void aReportsRejectionsAreFalseInAtMostAFractionQ() {
    Simulation simulation = new Simulation(11);
    double falseShare = 0;
    double falseShareUnadjusted = 0;
    for (int i = 0; i < REPORTS; i++) {
      List<Double> pValues = pValues(report(simulation));
      falseShare += falseShare(BenjaminiHochberg.of(pValues).rejected(Q));
      falseShareUnadjusted += falseShare(pValues.stream().map(p -> p <= Q).toList());
    }
    // Expected exactly q * 12 / 20 = 3 % for independent cells (Benjamini & Yekutieli 2001).
    assertThat(100 * falseShare / REPORTS).isBetween(2.5, 3.5);
    assertThat(100 * falseShareUnadjusted / REPORTS).isGreaterThan(6);
  }

  @Test
  void aReportsRejectionsAreSeldomFalseEvenWhenAllCellsShareOneBaseline() {
    Simulation simulation = new Simulation(19);
    List<Double> ratios = new ArrayList<>(Collections.nCopies(EQUAL_CELLS, 1.0));
    ratios.addAll(Collections.nCopies(SLOWER_CELLS, TRUE_RATIO));
    double falseShare = 0;
    for (int i = 0; i < REPORTS; i++) {
      List<Double> pValues = pValues(simulation.cellsSharingABaseline(5, ratios, Noise.NORMAL));
      falseShare += falseShare(BenjaminiHochberg.of(pValues).rejected(Q));
    }
    assertThat(100 * falseShare / REPORTS).isBetween(1.0, 5.0);
  }

  @Test
  void intervalsOfSelectedCellsMissInAtMostAFractionQOnlyWhenWidened() {
    Simulation simulation = new Simulation(13);
    double missed = 0;
    double missedUnadjusted = 0;
    for (int i = 0; i < REPORTS; i++) {
      List<PairedLogRatio> cells = report(simulation);
      BenjaminiHochberg tests = BenjaminiHochberg.of(pValues(cells));
      List<Boolean> selected = tests.rejected(Q);
      double level = tests.intervalLevel(Q).orElse(1 - Q);
      missed += missShare(cells, selected, level);
      missedUnadjusted += missShare(cells, selected, 1 - Q);
    }
    assertThat(100 * missed / REPORTS).isLessThan(5.3);
    assertThat(100 * missedUnadjusted / REPORTS).isGreaterThan(6);
  }

  @Test
  void theWidenedIntervalOfEverySelectedCellLeavesOneOut() {
    Simulation simulation = new Simulation(17);
    int seen = 0;
    for (int i = 0; i < 400; i++) {
      List<PairedLogRatio> cells = report(simulation);
      BenjaminiHochberg tests = BenjaminiHochberg.of(pValues(cells));
      for (int c = 0; c < cells.size(); c++) {
        if (tests.rejected(Q).get(c)) {
          double level = tests.intervalLevel(Q).orElseThrow();
          assertThat(cells.get(c).interval(level).orElseThrow().contains(1)).isFalse();
          seen++;
        }
      }
    }
    assertThat(seen).isGreaterThan(200);
  }

  private static List<PairedLogRatio> report(Simulation simulation) {
    List<PairedLogRatio> cells = new ArrayList<>();
    for (int c = 0; c < EQUAL_CELLS + SLOWER_CELLS; c++) {
      cells.add(simulation.blocks(5, c < EQUAL_CELLS ? 1 : TRUE_RATIO, Noise.NORMAL));
    }
    return cells;
  }

  private static List<Double> pValues(List<PairedLogRatio> cells) {
    return cells.stream().map(cell -> cell.pValue().orElseThrow()).toList();
  }

  /** Of the cells rejected, the share that is equal in truth; 0 when none is rejected. */
  private static double falseShare(List<Boolean> rejected) {
    long all = rejected.stream().filter(Boolean::booleanValue).count();
    long wrong = rejected.subList(0, EQUAL_CELLS).stream().filter(Boolean::booleanValue).count();
    return all == 0 ? 0 : (double) wrong / all;
  }

  /** Of the cells selected, the share whose interval misses the truth; 0 when none is selected. */
  private static double missShare(
      List<PairedLogRatio> cells, List<Boolean> selected, double level) {
    int shown = 0;
    int missed = 0;
    for (int c = 0; c < cells.size(); c++) {
      if (selected.get(c)) {
        double truth = c < EQUAL_CELLS ? 1 : TRUE_RATIO;
        shown++;
        missed += cells.get(c).interval(level).orElseThrow().contains(truth) ? 0 : 1;
      }
    }
    return shown == 0 ? 0 : (double) missed / shown;
  }
}
