package io.poolbench.hostio;

import io.poolbench.result.IoKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Every latency of one thread. That thread alone records; another may take what came since it last
 * did (Tene's recorder: neither waits for the other).
 */
final class Latencies {
  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final int DIGITS = 3;

  /** What is recorded: a kind of I/O, or in an open loop the time from the actual start. */
  enum Series {
    READ,
    WRITE,
    SYNC,
    SERVICE;

    /** As in the log's tags. */
    String tag() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    static Series of(IoKind kind) {
      return valueOf(kind.name());
    }
  }

  private final Map<Series, SingleWriterRecorder> recorders = new EnumMap<>(Series.class);
  private final double[] sums = new double[Series.values().length];
  private final SingleWriterRecorder[] direct = new SingleWriterRecorder[sums.length];

  Latencies() {
    for (Series series : Series.values()) {
      SingleWriterRecorder recorder = new SingleWriterRecorder(1, LONGEST_NANOS, DIGITS);
      recorders.put(series, recorder);
      direct[series.ordinal()] = recorder;
    }
  }

  void record(Series series, long nanos) {
    long value = Math.min(Math.max(nanos, 1), LONGEST_NANOS);
    sums[series.ordinal()] += value;
    direct[series.ordinal()].recordValue(value);
  }

  /** Forgets all; by the thread that records. */
  void reset() {
    java.util.Arrays.fill(sums, 0);
    recorders.values().forEach(SingleWriterRecorder::reset);
  }

  /** What came since this was asked last. */
  Histogram take(Series series) {
    return direct[series.ordinal()].getIntervalHistogram();
  }

  /** Of all since the reset, in nanoseconds; for whoever knows that recording has ended. */
  double sum(Series series) {
    return sums[series.ordinal()];
  }
}
