package io.poolbench.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The ratio of two backends measured in the same blocks: Student's t on the logarithms of the
 * per-block ratios. Pairing removes what a block shares (boot, time of day); the logarithm makes
 * the result the same whichever backend is the denominator. The interval and both p-values assume
 * independent, roughly normal log-ratios and are empty below 3 blocks.
 *
 * <p>When all log-ratios are equal the spread is not estimable below the resolution of the values:
 * the interval is [ratio, ratio] and the p-values are 0 or 1.
 *
 * <p>Sources: Student, Biometrika 6 (1908); Fleming & Wallace, CACM 29(3) (1986) on geometric means
 * of ratios; Kalibera & Jones, ISMM (2013) on ratios with intervals and the unit of replication.
 */
public final class PairedLogRatio implements LogRatio {
  private final double[] logRatios;
  private final LogSample sample;

  private PairedLogRatio(double[] logRatios) {
    this.logRatios = logRatios;
    this.sample = LogSample.of(logRatios);
  }

  /**
   * Pairs the values index by index, one index per block.
   *
   * @param numerator the backend's values, positive and finite, at least one
   * @param denominator the baseline's values, same unit, same length, same block order
   * @throws IllegalArgumentException naming the list and index of the first value refused
   */
  public static PairedLogRatio of(List<Double> numerator, List<Double> denominator) {
    if (numerator.size() != denominator.size()) {
      throw new IllegalArgumentException(
          "unpaired: numerator has "
              + numerator.size()
              + " values, denominator "
              + denominator.size());
    }
    double[] logs = Preconditions.logsOfPositive("numerator", numerator);
    double[] below = Preconditions.logsOfPositive("denominator", denominator);
    for (int i = 0; i < logs.length; i++) {
      // A difference of logarithms neither overflows nor changes size when the two are swapped.
      logs[i] -= below[i];
    }
    return new PairedLogRatio(logs);
  }

  /** Number of blocks. */
  public int n() {
    return sample.n();
  }

  /** Geometric mean of the per-block ratios; 1.05 means 5 % larger than the baseline. */
  @Override
  public double ratio() {
    return Math.exp(sample.mean());
  }

  /** The per-block ratios in block order. */
  public List<Double> ratios() {
    return Arrays.stream(logRatios).map(Math::exp).boxed().toList();
  }

  /**
   * Standard deviation of the log-ratios (divisor n - 1), close to the coefficient of variation of
   * the ratios when small; empty for a single block.
   */
  public OptionalDouble sdLog() {
    return sample.sd();
  }

  /** Standard error of the mean log-ratio, sd / sqrt(n); empty for a single block. */
  public OptionalDouble standardErrorLog() {
    return sample.standardError();
  }

  /**
   * The interval of the ratio, exp(mean -+ t(n - 1) * sd / sqrt(n)); empty below 3 blocks.
   *
   * @param level confidence level between 0 and 1, 0.95 for 95 %
   */
  @Override
  public Optional<Interval> interval(double level) {
    return sample.interval(level);
  }

  /**
   * Two-sided p-value of the ratio being 1; empty below 3 blocks. At most alpha exactly when the
   * interval at level 1 - alpha leaves 1 out.
   */
  @Override
  public OptionalDouble pValue() {
    return sample.pValueOfZero();
  }

  /**
   * P-value of the ratio lying outside the zone, by two one-sided tests (Schuirmann 1987): small
   * means equivalent. At most alpha exactly when the interval at level 1 - 2 alpha lies in the
   * zone, so a claim that is to agree with a 95 % interval takes alpha = 0.025. Empty below 3
   * blocks.
   */
  @Override
  public OptionalDouble equivalencePValue(EquivalenceZone zone) {
    return sample.pValueOfBeyond(zone.logHalfWidth());
  }

  /** A copy of the log-ratios in block order. */
  double[] logRatios() {
    return logRatios.clone();
  }
}
