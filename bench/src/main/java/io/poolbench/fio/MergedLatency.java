package io.poolbench.fio;

import io.poolbench.stats.Percentiles;
import java.util.List;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/**
 * Several latency distributions as one, in nanoseconds. Percentiles are read from the merged bins,
 * never averaged; mean and standard deviation are pooled from fio's exact ones. Bins are within
 * 1/128 of the latency (fio's stat.h), the histogram adds at most 1/10,000.
 */
public final class MergedLatency {
  private static final int SIGNIFICANT_DIGITS = 4;
  private static final int SAMPLES_BEYOND = 10;

  private final Histogram histogram;
  private final Percentiles percentiles;
  private final long minNanos;
  private final long maxNanos;
  private final double meanNanos;
  private final double stddevNanos;

  private MergedLatency(Histogram histogram, List<FioLatency> parts) {
    this.histogram = histogram;
    this.percentiles = Percentiles.of(histogram);
    this.minNanos = parts.stream().mapToLong(FioLatency::minNanos).min().orElse(0);
    this.maxNanos = parts.stream().mapToLong(FioLatency::maxNanos).max().orElse(0);
    double n = parts.stream().mapToDouble(FioLatency::samples).sum();
    double mean = parts.stream().mapToDouble(p -> p.meanNanos() * p.samples()).sum() / n;
    double squares =
        parts.stream()
            .mapToDouble(
                p ->
                    (p.samples() - 1) * p.stddevNanos() * p.stddevNanos()
                        + p.samples() * (p.meanNanos() - mean) * (p.meanNanos() - mean))
            .sum();
    this.meanNanos = mean;
    this.stddevNanos = n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
  }

  /**
   * Merges; parts without samples are left out.
   *
   * @throws IllegalArgumentException when there are no samples, or a part has samples but no bins
   *     (plain json) or other than its samples
   */
  public static MergedLatency of(List<FioLatency> latencies) {
    List<FioLatency> parts = latencies.stream().filter(l -> l.samples() > 0).toList();
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("no latency samples to merge");
    }
    long highest = 2;
    for (FioLatency part : parts) {
      long binned = part.bins().values().stream().mapToLong(Long::longValue).sum();
      if (binned != part.samples()) {
        throw new IllegalArgumentException(
            "latency bins hold "
                + binned
                + " of "
                + part.samples()
                + " samples: run fio with --output-format=json+");
      }
      highest = Math.max(highest, part.bins().lastKey());
    }
    Histogram histogram = new Histogram(1, highest, SIGNIFICANT_DIGITS);
    parts.forEach(
        p ->
            p.bins()
                .forEach(
                    (nanos, count) -> {
                      if (count > 0) {
                        histogram.recordValueWithCount(nanos, count);
                      }
                    }));
    return new MergedLatency(histogram, parts);
  }

  /** A copy of the merged bins; HdrHistogram's own mean is that of midpoints, not fio's. */
  public Histogram histogram() {
    return histogram.copy();
  }

  public long samples() {
    return histogram.getTotalCount();
  }

  public double meanNanos() {
    return meanNanos;
  }

  public double stddevNanos() {
    return stddevNanos;
  }

  public long minNanos() {
    return minNanos;
  }

  public long maxNanos() {
    return maxNanos;
  }

  /**
   * The percentile, whether or not it is earned, by fio's rule (stat.c, calc_clat_percentiles): the
   * first bin at which the running count reaches percent / 100 * n.
   *
   * @param percent above 0, at most 100
   */
  public long percentileNanos(double percent) {
    return percentiles.at(percent);
  }

  /** The percentile, empty with fewer than 10 samples beyond it: p99.9 wants 10,000. */
  public OptionalLong earnedPercentileNanos(double percent) {
    // rounded: (100 - 99.9) / 100 * 10,000 falls just short of 10 in binary
    long beyond = (long) Math.floor((100 - percent) / 100 * samples() + 1e-6);
    return beyond >= SAMPLES_BEYOND
        ? OptionalLong.of(percentileNanos(percent))
        : OptionalLong.empty();
  }
}
