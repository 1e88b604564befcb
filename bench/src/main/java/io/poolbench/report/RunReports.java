package io.poolbench.report;

import io.poolbench.compare.RunComparison;
import io.poolbench.compare.RunComparison.Row;
import io.poolbench.compare.RunComparison.Side;
import io.poolbench.compare.Verdict;
import io.poolbench.result.Metric;
import io.poolbench.result.Statistic;
import java.util.List;
import java.util.OptionalDouble;

/** Renders runs compared with one another. What it says is in {@code docs/compare.md}. */
public final class RunReports {
  private RunReports() {}

  /** For a terminal: a table per candidate, then what is slower. */
  public static String table(RunComparison c, boolean colour) {
    return new RunTable(c, colour).render();
  }

  /** A row per figure, in base units and full precision. */
  public static String csv(RunComparison c) {
    return RunCsv.encode(c);
  }

  /** Fit for a comment. */
  public static String markdown(RunComparison c) {
    return RunMarkdown.render(c);
  }

  /** What a reader must know before the figures. */
  static List<String> cautions(RunComparison c) {
    return List.of(
        "Each run is one day, one boot of the host, one state of its disks: what differs between"
            + " runs for such a reason is in the ratios and not in the intervals. Two runs that"
            + " changed nothing tell how much that is.");
  }

  /** The rows that a reader is shown: figures that carry a verdict. */
  static List<Row> shown(RunComparison c, String candidate) {
    return c.rows().stream()
        .filter(r -> r.candidate().equals(candidate) && r.verdict() != Verdict.UNTESTED)
        .toList();
  }

  static String figure(Metric metric, Side side) {
    return side.mean().isPresent() ? figure(metric, side.mean().getAsDouble()) : Numbers.NONE;
  }

  private static String figure(Metric metric, double value) {
    if (metric.statistic().isLatency()) {
      return Unit.latency(value);
    }
    return metric.statistic() == Statistic.BANDWIDTH
        ? Unit.MEBIBYTES.show(value) + " " + Unit.MEBIBYTES.label()
        : Unit.PER_SECOND.show(value);
  }

  static String name(Metric metric) {
    return metric.statistic() == Statistic.IOPS
        ? metric.kind().word() + " IOPS"
        : metric.kind().word() + " mean latency";
  }

  static String ratio(Row row) {
    return row.ratio().isPresent()
        ? Numbers.ratio(row.ratio().getAsDouble())
            + row.interval()
                .map(i -> " [%s, %s]".formatted(Numbers.ratio(i.low()), Numbers.ratio(i.high())))
                .orElse("")
            + (row.suspect() ? "†" : "")
        : Numbers.NONE;
  }

  /** How many values entered: the base's, the run's. */
  static String replicates(Row row) {
    return row.base().n() + ", " + row.run().n();
  }

  /** The last line: what a gate decides by. */
  static String outcome(RunComparison c) {
    String zone = Numbers.plainPercent(c.equivalence());
    int headlines = (int) c.rows().stream().filter(r -> r.verdict() != Verdict.UNTESTED).count();
    int slower = c.regressions().size();
    String untold =
        c.untold().isEmpty()
            ? ""
            : "; of %d nothing can be said, for want of three valid values on either side"
                .formatted(c.untold().size());
    return "%s of %d figures are slower by more than %s %%%s"
        .formatted(slower == 0 ? "none" : String.valueOf(slower), headlines, zone, untold);
  }

  static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }
}
