package io.poolbench.result;

/** What is read off one measured I/O stream: its unit and which way is better. */
public enum Statistic {
  IOPS("iops", "1/s", Better.HIGHER, Double.NaN),
  BANDWIDTH("bandwidth", "B/s", Better.HIGHER, Double.NaN),
  LATENCY_MEAN("lat_mean", "ns", Better.LOWER, Double.NaN),
  LATENCY_P50("lat_p50", "ns", Better.LOWER, 50),
  LATENCY_P95("lat_p95", "ns", Better.LOWER, 95),
  LATENCY_P99("lat_p99", "ns", Better.LOWER, 99),
  LATENCY_P999("lat_p99.9", "ns", Better.LOWER, 99.9);

  /** Which way is better. */
  public enum Better {
    HIGHER,
    LOWER
  }

  private final String word;
  private final String unit;
  private final Better better;
  private final double percentile;

  Statistic(String word, String unit, Better better, double percentile) {
    this.word = word;
    this.unit = unit;
    this.better = better;
    this.percentile = percentile;
  }

  /** Its name in {@code samples.csv} and {@code comparison.csv}. */
  public String word() {
    return word;
  }

  /** Unit of the value: {@code 1/s}, {@code B/s} or {@code ns}. */
  public String unit() {
    return unit;
  }

  public Better better() {
    return better;
  }

  /**
   * Whether this is a percentile of the latency distribution, and so needs enough samples beyond
   * it.
   */
  public boolean isPercentile() {
    return !Double.isNaN(percentile);
  }

  /** The percentile in percent (50, 95, …); NaN when {@link #isPercentile()} is false. */
  public double percentile() {
    return percentile;
  }

  public boolean isLatency() {
    return unit.equals("ns");
  }
}
