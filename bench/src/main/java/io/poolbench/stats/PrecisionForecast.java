package io.poolbench.stats;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How narrow an interval of a ratio can be expected to get, before measuring. The forecast holds
 * when the log-ratios turn out to spread as assumed. In some 40 % of all experiments of 3 to 10
 * replicates they spread more than their true value says, so it is a typical half-width and no
 * promise.
 *
 * <p>Half-widths are fractions on the upper side, exp(t(n - 1) * sd / sqrt(n)) - 1, the convention
 * of {@link EquivalenceZone}: a zone narrower than the half-width cannot contain the interval.
 *
 * <p>Source: sample size from a pilot's spread, Jain, "The Art of Computer Systems Performance
 * Analysis" (1991), section 13.9, with Student's t in place of the normal quantile.
 *
 * @param sdLog assumed standard deviation of the log-ratios, positive; about the CV of the ratios
 * @param level confidence level of the interval, between 0 and 1
 */
public record PrecisionForecast(double sdLog, double level) {
  /** Refuses a spread that is not positive and finite, and a level outside (0, 1). */
  public PrecisionForecast {
    Preconditions.positive("sdLog", sdLog);
    Preconditions.openUnit("level", level);
  }

  /** The half-width at n replicates in units of the log-ratios' sd; empty below 3. */
  public OptionalDouble halfWidthInSds(int n) {
    if (n < LogSample.MIN_FOR_INFERENCE) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(StudentT.twoSidedQuantile(n - 1, level) / Math.sqrt(n));
  }

  /** The half-width at n replicates as a fraction of the ratio, 0.02 for 2 %; empty below 3. */
  public OptionalDouble halfWidth(int n) {
    OptionalDouble sds = halfWidthInSds(n);
    return sds.isPresent() ? OptionalDouble.of(Math.expm1(sds.getAsDouble() * sdLog)) : sds;
  }

  /**
   * The smallest number of replicates whose half-width is at most the one wanted.
   *
   * @param halfWidth wanted, as a fraction: 0.02 for 2 %
   * @param most the budget: empty when more than these would be needed
   */
  public OptionalInt smallestN(double halfWidth, int most) {
    Preconditions.positive("halfWidth", halfWidth);
    for (int n = LogSample.MIN_FOR_INFERENCE; n <= most; n++) {
      if (halfWidth(n).orElseThrow() <= halfWidth) {
        return OptionalInt.of(n);
      }
    }
    return OptionalInt.empty();
  }
}
