package io.poolbench.compare;

import io.poolbench.result.IoKind;
import io.poolbench.result.Metric;
import io.poolbench.result.Statistic;
import java.util.Arrays;
import java.util.List;

/** The metrics there are, in the order in which they are listed. */
final class Metrics {
  /** By kind of I/O, then by statistic; a sync transfers nothing and so has no bandwidth. */
  static final List<Metric> ALL =
      Arrays.stream(IoKind.values())
          .flatMap(kind -> Arrays.stream(Statistic.values()).map(s -> new Metric(kind, s)))
          .filter(m -> m.kind() != IoKind.SYNC || m.statistic() != Statistic.BANDWIDTH)
          .toList();

  private Metrics() {}
}
