package io.poolbench.stats;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The geometric mean of one backend's replicate values, with Student's t interval on their
 * logarithms: for bars of throughput or latency. Two bars whose intervals overlap may still differ;
 * comparing is {@link PairedLogRatio}'s job. Assumes independent replicates with roughly normal
 * logarithms.
 *
 * <p>Sources: Student, Biometrika 6 (1908); Aitchison & Brown, "The Lognormal Distribution" (1957).
 */
public final class GeometricMean {
  private final LogSample sample;

  private GeometricMean(LogSample sample) {
    this.sample = sample;
  }

  /**
   * Takes one value per replicate.
   *
   * @param values positive and finite, at least one
   * @throws IllegalArgumentException naming the index of the first value refused
   */
  public static GeometricMean of(List<Double> values) {
    return new GeometricMean(LogSample.of(Preconditions.logsOfPositive("values", values)));
  }

  /** Number of replicates. */
  public int n() {
    return sample.n();
  }

  /** The geometric mean, in the unit of the values. */
  public double mean() {
    return Math.exp(sample.mean());
  }

  /** Standard deviation of the logarithms (divisor n - 1); empty for a single value. */
  public OptionalDouble sdLog() {
    return sample.sd();
  }

  /** The interval of the geometric mean, in the unit of the values; empty below 3 replicates. */
  public Optional<Interval> interval(double level) {
    return sample.interval(level);
  }
}
