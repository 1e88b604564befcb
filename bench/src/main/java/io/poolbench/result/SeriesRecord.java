package io.poolbench.result;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code trial.json} says of a workload's {@link TimeSeries}.
 *
 * @param file a file name in the trial's folder
 * @param intervalMillis length of each of its intervals
 * @param intervals how many there are; together they are the window but for its last moment
 * @param rounds I/Os in five rounds of equal length, which together are all intervals, by kind;
 *     empty when there are fewer than five intervals
 */
public record SeriesRecord(
    String file, long intervalMillis, int intervals, Map<IoKind, List<Double>> rounds) {
  public SeriesRecord {
    rounds = Collections.unmodifiableMap(new TreeMap<>(rounds));
  }

  /** Length of a round. */
  public double roundSeconds() {
    return intervalMillis * intervals / 5000.0;
  }
}
