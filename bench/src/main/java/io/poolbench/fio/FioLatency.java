package io.poolbench.fio;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A latency distribution as fio gives it, in nanoseconds.
 *
 * @param samples fio's N; before fio 3.x it gave none, then the sum of bins, else the I/Os
 * @param meanNanos fio's exact mean, not computed from bins
 * @param percentiles percent to nanoseconds, as fio computed them
 * @param bins json+ bins: midpoint to count; empty for plain json
 */
public record FioLatency(
    long minNanos,
    long maxNanos,
    double meanNanos,
    double stddevNanos,
    long samples,
    SortedMap<Double, Long> percentiles,
    SortedMap<Long, Long> bins) {

  public FioLatency {
    percentiles = Collections.unmodifiableSortedMap(new TreeMap<>(percentiles));
    bins = Collections.unmodifiableSortedMap(new TreeMap<>(bins));
  }
}
