package io.poolbench.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Student's t on a sample of logarithms; its results are carried back by exp, so that means become
 * geometric means (Aitchison & Brown, "The Lognormal Distribution", 1957).
 *
 * @param n sample size, at least 1
 * @param mean mean of the logarithms
 * @param sd sample standard deviation of the logarithms (divisor n - 1); empty when n is 1
 */
record LogSample(int n, double mean, OptionalDouble sd) {
  /**
   * Two values have one degree of freedom: their 95 % interval is 13 times as wide as their gap.
   */
  static final int MIN_FOR_INFERENCE = 3;

  static LogSample of(double[] logs) {
    int n = logs.length;
    double first = logs[0];
    // Rounding in the sum must not turn a constant sample into one with a spread.
    if (Arrays.stream(logs).allMatch(log -> log == first)) {
      return new LogSample(n, first, n > 1 ? OptionalDouble.of(0) : OptionalDouble.empty());
    }
    double mean = Arrays.stream(logs).sum() / n;
    double squares = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum();
    return new LogSample(n, mean, OptionalDouble.of(Math.sqrt(squares / (n - 1))));
  }

  OptionalDouble standardError() {
    return sd.isPresent() ? OptionalDouble.of(sd.getAsDouble() / Math.sqrt(n)) : sd;
  }

  /** Of the mean; empty below three values. */
  private Optional<LogEstimate> estimate() {
    return n < MIN_FOR_INFERENCE
        ? Optional.empty()
        : Optional.of(new LogEstimate(mean, standardError().orElseThrow(), n - 1));
  }

  Optional<Interval> interval(double level) {
    Preconditions.openUnit("level", level);
    return estimate().map(e -> e.interval(level));
  }

  /** Two-sided p-value of the mean being 0. */
  OptionalDouble pValueOfZero() {
    return estimate().map(e -> OptionalDouble.of(e.pValueOfZero())).orElse(OptionalDouble.empty());
  }

  /** P-value of the mean lying outside (-bound, bound): the larger of the two one-sided ones. */
  OptionalDouble pValueOfBeyond(double bound) {
    return estimate()
        .map(e -> OptionalDouble.of(e.pValueOfBeyond(bound)))
        .orElse(OptionalDouble.empty());
  }
}
