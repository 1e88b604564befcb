package io.poolbench.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Percentiles of a histogram by fio's rule, so that fio's figures and ours agree. The histogram is
 * read once; each percentile is then a binary search.
 */
public final class Percentiles {
  private final long[] cumulative;
  private final long[] values;

  private Percentiles(long[] cumulative, long[] values) {
    this.cumulative = cumulative;
    this.values = values;
  }

  /**
   * Percentiles of what the histogram holds now.
   *
   * @throws IllegalArgumentException for an empty histogram
   */
  public static Percentiles of(Histogram histogram) {
    if (histogram.getTotalCount() == 0) {
      throw new IllegalArgumentException("an empty histogram has no percentiles");
    }
    long[] cumulative = new long[64];
    long[] values = new long[64];
    int bins = 0;
    long sum = 0;
    for (HistogramIterationValue bin : histogram.recordedValues()) {
      if (bins == values.length) {
        cumulative = Arrays.copyOf(cumulative, 2 * bins);
        values = Arrays.copyOf(values, 2 * bins);
      }
      sum += bin.getCountAddedInThisIterationStep();
      cumulative[bins] = sum;
      values[bins] = histogram.highestEquivalentValue(bin.getValueIteratedTo());
      bins++;
    }
    return new Percentiles(Arrays.copyOf(cumulative, bins), Arrays.copyOf(values, bins));
  }

  /**
   * Percentiles of bins.
   *
   * @param values the highest value of each bin, increasing
   * @param counts of each bin, positive
   * @throws IllegalArgumentException for no bins
   */
  public static Percentiles of(long[] values, long[] counts) {
    if (values.length == 0 || values.length != counts.length) {
      throw new IllegalArgumentException("no bins, no percentiles");
    }
    long[] cumulative = new long[counts.length];
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += counts[i];
      cumulative[i] = sum;
    }
    return new Percentiles(cumulative, values.clone());
  }

  /**
   * The value at a percentile: the bin that holds the sample of rank ceil(percent × n / 100), as in
   * fio's stat.c.
   *
   * @param percent above 0, at most 100
   */
  public long at(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("expected a percentile above 0, at most 100: " + percent);
    }
    // not HdrHistogram's getValueAtPercentile: it takes the sample before fio's where percent × n
    // is whole (in binary 99.9 is a hair above 99.9, and fio does not round), up to 8 % apart in
    // 1000 samples
    long rank =
        new BigDecimal(percent)
            .multiply(BigDecimal.valueOf(samples()))
            .movePointLeft(2)
            .setScale(0, RoundingMode.CEILING)
            .longValueExact();
    int found = Arrays.binarySearch(cumulative, rank);
    return values[found >= 0 ? found : -found - 1];
  }

  /** Samples in all. */
  public long samples() {
    return cumulative[cumulative.length - 1];
  }
}
