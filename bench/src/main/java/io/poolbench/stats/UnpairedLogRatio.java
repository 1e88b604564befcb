package io.poolbench.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The ratio of two sides that share nothing, such as two runs: Welch's t on the logarithms, which
 * lets each side have a spread of its own. The interval and both p-values assume independent,
 * roughly normal logarithms on each side and are empty below 3 values on either.
 *
 * <p>They tell of these two sides alone. Whatever all values of one side share, such as the day of
 * a run, is in the difference and not in the interval.
 *
 * <p>Sources: Welch, "The generalization of 'Student's' problem when several different population
 * variances are involved", Biometrika 34 (1947); Satterthwaite, Biometrics Bulletin 2 (1946).
 */
public final class UnpairedLogRatio implements LogRatio {
  private final double difference;
  private final Optional<LogEstimate> estimate;

  private UnpairedLogRatio(double difference, Optional<LogEstimate> estimate) {
    this.difference = difference;
    this.estimate = estimate;
  }

  /**
   * The numerator's geometric mean over the denominator's.
   *
   * @param numerator positive and finite, at least one
   * @param denominator positive and finite, same unit, at least one
   * @throws IllegalArgumentException naming the list and index of the first value refused
   */
  public static UnpairedLogRatio of(List<Double> numerator, List<Double> denominator) {
    LogSample above = LogSample.of(Preconditions.logsOfPositive("numerator", numerator));
    LogSample below = LogSample.of(Preconditions.logsOfPositive("denominator", denominator));
    double difference = above.mean() - below.mean();
    int fewest = Math.min(above.n(), below.n());
    return new UnpairedLogRatio(
        difference,
        fewest < LogSample.MIN_FOR_INFERENCE
            ? Optional.empty()
            : Optional.of(welch(difference, above, below)));
  }

  private static LogEstimate welch(double difference, LogSample above, LogSample below) {
    double first = squaredError(above);
    double second = squaredError(below);
    double sum = first + second;
    double freedom =
        sum == 0
            ? above.n() + below.n() - 2
            : sum * sum / (first * first / (above.n() - 1) + second * second / (below.n() - 1));
    return new LogEstimate(difference, Math.sqrt(sum), freedom);
  }

  private static double squaredError(LogSample sample) {
    double error = sample.standardError().orElseThrow();
    return error * error;
  }

  @Override
  public double ratio() {
    return Math.exp(difference);
  }

  @Override
  public Optional<Interval> interval(double level) {
    Preconditions.openUnit("level", level);
    return estimate.map(e -> e.interval(level));
  }

  @Override
  public OptionalDouble pValue() {
    return estimate.map(e -> OptionalDouble.of(e.pValueOfZero())).orElse(OptionalDouble.empty());
  }

  @Override
  public OptionalDouble equivalencePValue(EquivalenceZone zone) {
    return estimate
        .map(e -> OptionalDouble.of(e.pValueOfBeyond(zone.logHalfWidth())))
        .orElse(OptionalDouble.empty());
  }
}
