package io.poolbench.stats;

import java.util.OptionalInt;

/**
 * How many replicates a question will take, judged by those there are: as if the ratio and the
 * scatter seen so far were the true ones, and a single look at the end. A forecast, no promise:
 * from few replicates both are known badly.
 *
 * <p>Source: as {@link PrecisionForecast}.
 *
 * @param logRatio estimated logarithm of the ratio
 * @param sdLog standard deviation of the log-ratios, not negative
 */
public record ReplicateForecast(double logRatio, double sdLog) {
  private static final double LEVEL = 0.95;
  private static final int MOST = 1000;

  /**
   * From what a report shows.
   *
   * @param interval Student's t interval of the ratio
   * @param n replicates it comes from, at least 3
   */
  public static ReplicateForecast of(Interval interval, int n) {
    double margin = Math.log(interval.high() / interval.low()) / 2;
    double t = StudentT.twoSidedQuantile(n - 1, interval.level());
    return new ReplicateForecast(
        Math.log(interval.high() * interval.low()) / 2, margin * Math.sqrt(n) / t);
  }

  /** Until the 95 % interval is at most this fraction wide to either side; empty beyond 1000. */
  public OptionalInt forPrecision(double halfWidth) {
    return smallest(margin -> Math.expm1(margin) <= halfWidth);
  }

  /**
   * Until the 95 % interval lies in the zone, or leaves out 1 and reaches beyond the zone; empty
   * beyond 1000.
   */
  public OptionalInt forVerdict(EquivalenceZone zone) {
    return smallest(margin -> suffices(margin, Math.abs(logRatio), zone));
  }

  private static double margin(int n, double sd) {
    return StudentT.twoSidedQuantile(n - 1, LEVEL) * sd / Math.sqrt(n);
  }

  private static boolean suffices(double margin, double away, EquivalenceZone zone) {
    double edge = zone.logHalfWidth();
    return away + margin <= edge || (margin < away && away + margin > edge);
  }

  private interface Enough {
    boolean is(double margin);
  }

  private OptionalInt smallest(Enough enough) {
    for (int n = LogSample.MIN_FOR_INFERENCE; n <= MOST; n++) {
      if (enough.is(margin(n, sdLog))) {
        return OptionalInt.of(n);
      }
    }
    return OptionalInt.empty();
  }
}
