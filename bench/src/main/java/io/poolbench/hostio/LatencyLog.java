package io.poolbench.hostio;

import io.poolbench.hostio.Latencies.Series;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/**
 * The latencies of all threads over time, one histogram per series and second, in HdrHistogram's
 * own log format; the series is the tag. What came before the window is in none.
 */
final class LatencyLog implements AutoCloseable {
  private final List<Latencies> threads = new CopyOnWriteArrayList<>();
  private final PrintStream out;
  private final HistogramLogWriter log;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(LatencyLog::thread);
  private boolean begun;
  private long takenMillis;

  LatencyLog(Path file) throws IOException {
    out = new PrintStream(file.toFile(), StandardCharsets.US_ASCII);
    log = new HistogramLogWriter(out);
    log.outputLogFormatVersion();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "latency-log");
    thread.setDaemon(true);
    return thread;
  }

  void add(Latencies latencies) {
    threads.add(latencies);
  }

  List<Latencies> threads() {
    return threads;
  }

  /** The window begins; asked again, nothing happens. */
  synchronized void begin() {
    if (!begun) {
      begun = true;
      takenMillis = System.currentTimeMillis();
      log.outputBaseTime(takenMillis);
      log.outputStartTime(takenMillis);
      log.outputLegend();
      log.setBaseTime(takenMillis);
      clock.scheduleAtFixedRate(this::take, 1, 1, TimeUnit.SECONDS);
    }
  }

  private synchronized void take() {
    long now = System.currentTimeMillis();
    for (Series series : Series.values()) {
      @Nullable Histogram all = null;
      for (Latencies one : threads) {
        Histogram interval = one.take(series);
        if (all == null) {
          all = interval;
        } else {
          all.add(interval);
        }
      }
      if (all != null && all.getTotalCount() > 0) {
        all.setTag(series.tag());
        all.setStartTimeStamp(takenMillis);
        all.setEndTimeStamp(now);
        log.outputIntervalHistogram(all);
      }
    }
    takenMillis = now;
  }

  /** Writes what is left. */
  @Override
  public synchronized void close() throws IOException {
    clock.shutdownNow();
    if (begun) {
      take();
    }
    out.close();
    if (out.checkError()) {
      throw new IOException("the log of latencies could not be written: is the disk full?");
    }
  }

  /** All of a log, by series; only those that have something. */
  static Map<Series, Histogram> read(Path file) throws IOException {
    Map<Series, Histogram> all = new EnumMap<>(Series.class);
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      while (reader.hasNext()) {
        EncodableHistogram interval = reader.nextIntervalHistogram();
        if (interval instanceof Histogram histogram) {
          Series series =
              Series.valueOf(String.valueOf(histogram.getTag()).toUpperCase(java.util.Locale.ROOT));
          all.merge(
              series,
              histogram,
              (a, b) -> {
                a.add(b);
                return a;
              });
        }
      }
    }
    return all;
  }
}
