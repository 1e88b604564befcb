package io.poolbench.stats;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Percentiles of a histogram by fio's rule, so that fio's figures and ours agree. */
public final class HistogramPercentile {
  private HistogramPercentile() {}

  /**
   * The value at a percentile: the bin that holds the sample of rank ceil(percent × n / 100), as in
   * fio's stat.c.
   *
   * @param percent above 0, at most 100
   * @throws IllegalArgumentException for another percent, or an empty histogram
   */
  public static long of(Histogram histogram, double percent) {
    if (!(percent > 0 && percent <= 100) || histogram.getTotalCount() == 0) {
      throw new IllegalArgumentException(
          "expected samples and a percentile above 0, at most 100: " + percent);
    }
    // not getValueAtPercentile: it takes the sample before fio's where percent × n is whole (in
    // binary 99.9 is a hair above 99.9, and fio does not round), up to 8 % apart in 1000 samples
    long wanted =
        new BigDecimal(percent)
            .multiply(BigDecimal.valueOf(histogram.getTotalCount()))
            .movePointLeft(2)
            .setScale(0, RoundingMode.CEILING)
            .longValueExact();
    long sum = 0;
    for (HistogramIterationValue bin : histogram.recordedValues()) {
      sum += bin.getCountAddedInThisIterationStep();
      if (sum >= wanted) {
        return histogram.highestEquivalentValue(bin.getValueIteratedTo());
      }
    }
    throw new IllegalStateException("the bins hold fewer than the histogram's samples");
  }
}
