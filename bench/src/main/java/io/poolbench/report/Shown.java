package io.poolbench.report;

import io.poolbench.compare.Cell;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Ratio;
import io.poolbench.compare.Verdict;
import io.poolbench.result.IoKind;
import io.poolbench.result.Metric;
import io.poolbench.result.Statistic;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a comparison is shown where; every output asks here, so that all say the same. */
final class Shown {
  private Shown() {}

  /**
   * The interval shown beside a ratio: the one adjusted for selection (FCR) where there is one, so
   * that words and intervals agree (Benjamini & Yekutieli, JASA 2005), else the plain one.
   */
  static Optional<Interval> interval(Ratio ratio) {
    return ratio.selectedInterval().isPresent() ? ratio.selectedInterval() : ratio.interval();
  }

  static boolean isHeadline(Comparison c, Cell cell) {
    return c.headlines().stream()
        .anyMatch(h -> h.workload().equals(cell.workload()) && h.metric().equals(cell.metric()));
  }

  /** A verdict is given for headline figures only: only these are corrected for their number. */
  static Optional<Verdict> verdict(Comparison c, Cell cell) {
    return isHeadline(c, cell) ? Optional.of(cell.verdict()) : Optional.empty();
  }

  /** Names of the backends, as declared. */
  static List<String> backends(Comparison c) {
    return c.result().run().backends().stream().map(b -> b.name()).toList();
  }

  static Metric iops(WorkloadRecord w) {
    return new Metric(w.throughputKind(), Statistic.IOPS);
  }

  static Metric meanLatency(WorkloadRecord w) {
    return new Metric(w.latencyKind(), Statistic.LATENCY_MEAN);
  }

  /** Kinds of I/O that have figures, the declared ones first. */
  static List<IoKind> kinds(Comparison c, WorkloadRecord w) {
    return Stream.concat(w.kinds().stream(), c.metrics(w.name()).stream().map(Metric::kind))
        .distinct()
        .filter(k -> c.metrics(w.name()).stream().anyMatch(m -> m.kind() == k))
        .toList();
  }

  /** The cells of one kind of I/O under a workload. */
  static List<Cell> cells(Comparison c, String workload, IoKind kind) {
    return c.cells().stream()
        .filter(cell -> cell.workload().equals(workload) && cell.metric().kind() == kind)
        .toList();
  }

  static String level(Comparison c) {
    return Numbers.plainPercent(c.level());
  }

  static String kind(IoKind kind) {
    return switch (kind) {
      case READ -> "Reads";
      case WRITE -> "Writes";
      case TRIM -> "Trims";
      case SYNC -> "Syncs";
    };
  }
}
