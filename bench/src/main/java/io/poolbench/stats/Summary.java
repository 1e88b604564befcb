package io.poolbench.stats;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Plain description of one sample; says nothing about any other sample.
 *
 * <p>Source: Jain, "The Art of Computer Systems Performance Analysis" (1991), chapter 12.
 *
 * @param n number of values, at least 1
 * @param mean arithmetic mean
 * @param median middle value, or the mean of the two middle ones
 * @param sd sample standard deviation (divisor n - 1); empty for a single value
 * @param min smallest value
 * @param max largest value
 * @param cv sd / mean; empty for a single value and unless the mean is positive
 */
public record Summary(
    int n,
    double mean,
    double median,
    OptionalDouble sd,
    double min,
    double max,
    OptionalDouble cv) {

  /**
   * Describes the values.
   *
   * @param values finite, at least one, in any order
   * @throws IllegalArgumentException naming the index of the first value refused
   */
  public static Summary of(List<Double> values) {
    double[] sorted = Preconditions.finite("values", values);
    Arrays.sort(sorted);
    int n = sorted.length;
    double min = sorted[0];
    double max = sorted[n - 1];
    // Rounding in the sum must not turn a constant sample into one with a spread.
    double mean = min == max ? min : Arrays.stream(sorted).sum() / n;
    double squares = Arrays.stream(sorted).map(value -> (value - mean) * (value - mean)).sum();
    OptionalDouble sd =
        n > 1 ? OptionalDouble.of(Math.sqrt(squares / (n - 1))) : OptionalDouble.empty();
    OptionalDouble cv =
        sd.isPresent() && mean > 0
            ? OptionalDouble.of(sd.getAsDouble() / mean)
            : OptionalDouble.empty();
    return new Summary(n, mean, medianOfSorted(sorted), sd, min, max, cv);
  }

  static double medianOfSorted(double[] sorted) {
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
