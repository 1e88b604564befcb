package io.poolbench.stats;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Wilcoxon's signed-rank test and its interval on paired log-ratios, both from the Walsh averages
 * (all pairwise means, each value with itself included). Assumes log-ratios that are independent
 * and symmetric about their median, of any shape otherwise: one wild block moves it little. Ties
 * and ratios of exactly 1 count against significance, so test and interval always agree.
 *
 * <p>Sources: Wilcoxon, Biometrics Bulletin 1 (1945); Tukey's interval and the Hodges-Lehmann
 * estimate as in Hollander, Wolfe & Chicken, "Nonparametric Statistical Methods", 3rd ed. (2014),
 * sections 3.1 to 3.3.
 */
public final class SignedRank {
  /** From 6 pairs on, the smallest two-sided p-value, 2 / 2^n, is below 5 %. */
  static final int MIN_N = 6;

  /** Its cost grows with the cube of n, and all cells of a report have nearly the same n. */
  private static final Map<Integer, double[]> NULL_DISTRIBUTIONS = new ConcurrentHashMap<>();

  private final int n;
  private final double[] walsh;

  private SignedRank(int n, double[] walsh) {
    this.n = n;
    this.walsh = walsh;
  }

  /** Ranks the log-ratios of the pairs given. */
  public static SignedRank of(PairedLogRatio pairs) {
    double[] logs = pairs.logRatios();
    int n = logs.length;
    double[] walsh = new double[n * (n + 1) / 2];
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        walsh[next++] = (logs[i] + logs[j]) / 2;
      }
    }
    Arrays.sort(walsh);
    return new SignedRank(n, walsh);
  }

  /** The Hodges-Lehmann estimate as a ratio: exp of the median of the Walsh averages. */
  public double ratio() {
    return Math.exp(Summary.medianOfSorted(walsh));
  }

  /**
   * The interval of the median ratio; its {@code level} is the one attained. Empty below 6 pairs,
   * and when even the extreme Walsh averages do not reach the level.
   *
   * @param level confidence level between 0 and 1
   */
  public Optional<Interval> interval(double level) {
    Preconditions.openUnit("level", level);
    if (n < MIN_N) {
      return Optional.empty();
    }
    double[] cumulative = nullDistribution();
    int rank = 0;
    while (2 * cumulative[rank] <= 1 - level) {
      rank++;
    }
    if (rank == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Interval(
            Math.exp(walsh[rank - 1]),
            Math.exp(walsh[walsh.length - rank]),
            1 - 2 * cumulative[rank - 1]));
  }

  /** Exact two-sided p-value of the median ratio being 1; empty below 6 pairs. */
  public OptionalDouble pValue() {
    if (n < MIN_N) {
      return OptionalDouble.empty();
    }
    // Counted as ratios, as the interval shows them: logarithms that cancel may leave 1e-17.
    int notAbove = (int) Arrays.stream(walsh).filter(average -> Math.exp(average) <= 1).count();
    int notBelow = (int) Arrays.stream(walsh).filter(average -> Math.exp(average) >= 1).count();
    return OptionalDouble.of(Math.min(1, 2 * nullDistribution()[Math.min(notAbove, notBelow)]));
  }

  private double[] nullDistribution() {
    return NULL_DISTRIBUTIONS.computeIfAbsent(n, SignedRank::nullDistribution);
  }

  /** P(W <= w) for w = 0 … n(n+1)/2, each rank's sign being a fair coin. */
  private static double[] nullDistribution(int n) {
    double[] probability = new double[n * (n + 1) / 2 + 1];
    probability[0] = 1;
    int reach = 0;
    for (int rank = 1; rank <= n; rank++) {
      reach += rank;
      for (int w = reach; w >= 0; w--) {
        probability[w] = (probability[w] + (w >= rank ? probability[w - rank] : 0)) / 2;
      }
    }
    Arrays.parallelPrefix(probability, Double::sum);
    return probability;
  }
}
