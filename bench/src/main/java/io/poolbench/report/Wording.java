package io.poolbench.report;

import io.poolbench.compare.Cell;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Ratio;
import io.poolbench.result.Statistic;
import io.poolbench.stats.Interval;
import java.util.Locale;
import java.util.Optional;

/**
 * What a verdict says of one backend, in words. A throughput below the baseline's is slower, a
 * latency above it takes longer; a percentage is always one of the baseline's figure.
 */
final class Wording {
  private static final double TIMES = 3;

  private final Comparison comparison;
  private final boolean latency;

  Wording(Comparison comparison, Statistic statistic) {
    this.comparison = comparison;
    this.latency = statistic.isLatency();
  }

  /** What is said after the backend's name. */
  String predicate(Cell cell) {
    String mark = cell.suspect() ? " †" : "";
    String said =
        switch (cell.verdict()) {
          case SLOWER, FASTER -> difference(cell);
          case EQUIVALENT -> equivalent(cell);
          case INCONCLUSIVE -> inconclusive(cell);
          case NO_INTERVAL -> noInterval(cell);
          case NO_DATA -> noData(cell);
          case BASELINE -> " is the baseline";
          case UNTESTED -> " is not tested";
        };
    return said + mark;
  }

  private String difference(Cell cell) {
    Ratio ratio = cell.ratio().orElseThrow();
    Optional<Interval> interval = Shown.interval(ratio);
    String said = " " + amount(ratio.ratio(), width(interval));
    return said + interval.map(i -> " (" + level() + " interval " + span(i) + ")").orElse("");
  }

  private String equivalent(Cell cell) {
    String zone = Numbers.plainPercent(comparison.equivalence());
    String said = " is equivalent to " + comparison.baseline() + " within ±" + zone + " %";
    return said
        + cell.ratio()
            .flatMap(Shown::interval)
            .map(i -> " (" + level() + " interval " + reach(i) + ")")
            .orElse("");
  }

  private String inconclusive(Cell cell) {
    String said = " cannot be told from " + comparison.baseline();
    Optional<Interval> interval = cell.ratio().flatMap(Shown::interval);
    if (interval.isEmpty()) {
      return said + " (inconclusive)";
    }
    Interval i = interval.get();
    double zone = 1 + comparison.equivalence();
    boolean oneSided = i.low() > 1 || i.high() < 1;
    boolean inZone = i.low() >= 1 / zone && i.high() <= zone;
    String why =
        oneSided || inZone
            ? ", which does not stand once corrected for " + comparison.tests() + " comparisons"
            : "";
    return said + " (inconclusive: " + level() + " interval " + reach(i) + why + ")";
  }

  private String noInterval(Cell cell) {
    String few = "too few for an interval or a verdict, which take 3";
    if (cell.ratio().isEmpty()) {
      return " has " + replicates(cell.values().size()) + ", " + few;
    }
    Ratio ratio = cell.ratio().get();
    String pairs = replicates(ratio.pairs());
    return " " + amount(ratio.ratio(), 0.01) + " over " + pairs + ", " + few;
  }

  private static String noData(Cell cell) {
    String left = cell.excluded() == 0 ? "" : " (" + cell.excluded() + " left out as INVALID)";
    return " has no valid figure to compare" + left;
  }

  /** The difference with its verb: {@code is 23 % slower than block}. */
  private String amount(double ratio, double width) {
    String base = comparison.baseline();
    if (ratio == 1) {
      return "measured the same as " + base;
    }
    if (ratio >= TIMES) {
      String times = Numbers.figure(ratio) + " times as ";
      return (latency ? "takes " + times + "long as " : "is " + times + "fast as ") + base;
    }
    String percent = Numbers.percent(ratio - 1, width) + " % ";
    if (latency) {
      return "takes " + percent + (ratio > 1 ? "longer than " : "less time than ") + base;
    }
    return "is " + percent + (ratio < 1 ? "slower than " : "faster than ") + base;
  }

  /** An interval on one side of 1: {@code 18 to 28 %}; across 1 with words. */
  private String span(Interval i) {
    if (i.low() < 1 && i.high() > 1) {
      return reach(i);
    }
    if (i.high() >= TIMES) {
      return Numbers.figure(i.low()) + " to " + Numbers.figure(i.high()) + " times";
    }
    double width = i.high() - i.low();
    String low = Numbers.percent(i.low() - 1, width);
    String high = Numbers.percent(i.high() - 1, width);
    return i.low() < 1 ? high + " to " + low + " %" : low + " to " + high + " %";
  }

  /** An interval with its sides in words: {@code 6 % slower to 2 % faster}. */
  private String reach(Interval i) {
    double width = i.high() - i.low();
    return side(i.low(), width) + " to " + side(i.high(), width);
  }

  private String side(double ratio, double width) {
    if (ratio >= TIMES) {
      return Numbers.figure(ratio) + (latency ? " times as long" : " times as fast");
    }
    String percent = Numbers.percent(ratio - 1, width) + " % ";
    if (latency) {
      return percent + (ratio < 1 ? "shorter" : "longer");
    }
    return percent + (ratio < 1 ? "slower" : "faster");
  }

  private static double width(Optional<Interval> interval) {
    return interval.map(i -> i.high() - i.low()).orElse(0.01);
  }

  private static String replicates(int n) {
    return String.format(Locale.ROOT, "%d replicate%s", n, n == 1 ? "" : "s");
  }

  private String level() {
    return Shown.level(comparison) + " %";
  }
}
