package io.poolbench.measure;

import io.poolbench.fio.FioRateLogs;
import io.poolbench.fio.FioRateLogs.Entry;
import io.poolbench.result.IoKind;
import io.poolbench.result.SeriesRecord;
import io.poolbench.result.TimeSeries;
import io.poolbench.stats.SteadyState;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * One series from the rates that fio's jobs logged. fio looks at its counters about every interval,
 * a few milliseconds early or late, so each count is spread over the time it was made in.
 */
final class SeriesBuilder {
  /** A gap longer than this many intervals had no I/O: fio logs nothing then. */
  private static final double GAP = 1.5;

  private final long intervalMillis;
  private final int intervals;

  /**
   * @param windowMillis the window as fio measured it
   */
  private SeriesBuilder(FioRateLogs logs, long intervalMillis, long windowMillis) {
    this.intervalMillis = intervalMillis;
    long last = logs.ios().stream().mapToLong(Entry::millis).max().orElse(0);
    // fio never logs what follows its last look; a longer silence is a stall, and belongs in
    long end = windowMillis - last > GAP * intervalMillis ? windowMillis : last;
    this.intervals = (int) ((end + intervalMillis / 10) / intervalMillis);
  }

  static TimeSeries series(FioRateLogs logs, long intervalMillis, long windowMillis) {
    SeriesBuilder builder = new SeriesBuilder(logs, intervalMillis, windowMillis);
    return new TimeSeries(
        intervalMillis, builder.spread(logs.ios(), 1), builder.spread(logs.kibibytes(), 1024));
  }

  static SeriesRecord record(TimeSeries series, String file) {
    Map<IoKind, List<Double>> rounds = new EnumMap<>(IoKind.class);
    if (series.intervals() >= SteadyState.ROUNDS) {
      series.ios().forEach((kind, ios) -> rounds.put(kind, SteadyState.cut(ios)));
    }
    return new SeriesRecord(file, series.intervalMillis(), series.intervals(), rounds);
  }

  private Map<IoKind, List<Double>> spread(List<Entry> entries, int unit) {
    Map<IoKind, double[]> cells = new EnumMap<>(IoKind.class);
    Map<String, Long> before = new HashMap<>();
    for (Entry entry : entries) {
      IoKind kind = IoKind.valueOf(entry.kind().name());
      Long previous = before.put(entry.job() + " " + kind, entry.millis());
      double length = entry.millis() - (previous == null ? 0 : previous);
      length = length > GAP * intervalMillis ? intervalMillis : length;
      double count = entry.rate() * unit * length / 1000;
      add(
          cells.computeIfAbsent(kind, k -> new double[intervals]),
          entry.millis() - length,
          entry.millis(),
          count);
    }
    return cells.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, e -> DoubleStream.of(e.getValue()).boxed().toList()));
  }

  /** Adds a count that was made evenly between two moments. */
  private void add(double[] cells, double from, double to, double count) {
    if (cells.length == 0 || to <= from) {
      return;
    }
    for (int i = (int) Math.floor(from / intervalMillis); i * (double) intervalMillis < to; i++) {
      double begin = Math.max(from, i * (double) intervalMillis);
      double end = Math.min(to, (i + 1.0) * intervalMillis);
      cells[Math.max(0, Math.min(i, cells.length - 1))] += count * (end - begin) / (to - from);
    }
  }
}
