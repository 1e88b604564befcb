package io.poolbench.report;

import io.poolbench.compare.Cell;
import io.poolbench.result.Statistic;
import java.util.List;

/** The unit a column is shown in, one for a whole table. */
record Unit(String label, double divisor) {
  static final Unit PER_SECOND = new Unit("IOPS", 1);
  static final Unit MEBIBYTES = new Unit("MiB/s", 1024.0 * 1024.0);
  private static final Unit NANOS = new Unit("ns", 1);
  private static final Unit MICROS = new Unit("µs", 1e3);
  private static final Unit MILLIS = new Unit("ms", 1e6);

  static Unit of(Statistic statistic, List<Cell> table) {
    if (statistic == Statistic.IOPS) {
      return PER_SECOND;
    }
    return statistic == Statistic.BANDWIDTH ? MEBIBYTES : latency(table);
  }

  /** Milliseconds when no figure is below one, nanoseconds when none reaches a microsecond. */
  static Unit latency(List<Cell> cells) {
    double[] means =
        cells.stream()
            .filter(c -> c.metric().statistic().isLatency())
            .flatMapToDouble(c -> c.mean().stream())
            .sorted()
            .toArray();
    if (means.length == 0) {
      return MICROS;
    }
    if (means[0] >= MILLIS.divisor) {
      return MILLIS;
    }
    return means[means.length - 1] < MICROS.divisor ? NANOS : MICROS;
  }

  /** A latency by itself, in the unit that suits it. */
  static String latency(double nanos) {
    Unit unit = nanos >= 1e6 ? MILLIS : nanos >= 1e3 ? MICROS : NANOS;
    return Numbers.figure(nanos / unit.divisor) + " " + unit.label;
  }

  String show(double value) {
    return Numbers.figure(value / divisor);
  }
}
