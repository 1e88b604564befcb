package io.poolbench.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * An interval of the median between two order statistics, exact for any continuous distribution: it
 * assumes independence alone. The widest and least assuming of the intervals here.
 *
 * <p>Source: Thompson, Ann. Math. Stat. 7 (1936); Conover, "Practical Nonparametric Statistics",
 * 3rd ed. (1999), section 3.2; Le Boudec, "Performance Evaluation" (2010), section 2.2.
 */
public final class OrderStatisticInterval {
  /** From 6 values on, the smallest and largest enclose the median with at least 95 %. */
  static final int MIN_N = 6;

  private OrderStatisticInterval() {}

  /**
   * The narrowest symmetric pair of order statistics that reaches the level; its {@code level} is
   * the one attained. Empty below 6 values, and when even minimum and maximum do not reach it.
   *
   * @param values finite, at least one, in any order
   * @param level confidence level between 0 and 1
   */
  public static Optional<Interval> ofMedian(List<Double> values, double level) {
    double[] sorted = Preconditions.finite("values", values);
    Preconditions.openUnit("level", level);
    int n = sorted.length;
    if (n < MIN_N) {
      return Optional.empty();
    }
    Arrays.sort(sorted);
    BinomialDistribution below = BinomialDistribution.of(n, 0.5);
    int rank = 0;
    while (2 * below.cumulativeProbability(rank) <= 1 - level) {
      rank++;
    }
    if (rank == 0) {
      return Optional.empty();
    }
    double attained = 1 - 2 * below.cumulativeProbability(rank - 1);
    return Optional.of(new Interval(sorted[rank - 1], sorted[n - rank], attained));
  }
}
