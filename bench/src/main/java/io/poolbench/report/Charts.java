package io.poolbench.report;

import io.poolbench.compare.Cell;
import io.poolbench.compare.Comparison;
import io.poolbench.report.Plot.Axis;
import io.poolbench.report.Ticks.Tick;
import io.poolbench.result.Metric;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts with one row per backend: throughput with its interval, ratio to the baseline. */
final class Charts {
  private static final int WIDTH = 560;
  private static final int ROW = 40;
  private static final int LONGEST_NAME = 24;

  private final Comparison c;
  private final List<String> backends;

  Charts(Comparison comparison) {
    this.c = comparison;
    this.backends = Shown.backends(comparison);
  }

  /** IOPS per backend: replicates as dots, the mean with its interval above them. */
  Optional<String> throughput(WorkloadRecord w, String id) {
    List<Cell> cells = cells(w, Shown.iops(w));
    double top =
        cells.stream()
            .flatMapToDouble(
                cell ->
                    DoubleStream.concat(
                        cell.values().stream().mapToDouble(Cell.Value::value),
                        cell.interval().stream().mapToDouble(Interval::high)))
            .max()
            .orElse(0);
    if (top <= 0) {
      return Optional.empty();
    }
    double limit = top * 1.04;
    List<Tick> ticks = Ticks.label(Ticks.linear(0, limit, 5), v -> v == 0 ? "0" : figure(v));
    Axis x = new Axis(0, limit, ticks, w.throughputKind().word() + " IOPS");
    Plot plot = rows(x);
    plot.markSize(7);
    for (Cell cell : cells) {
      int place = backends.indexOf(cell.backend());
      double row = row(place);
      for (boolean suspect : new boolean[] {false, true}) {
        double[] values =
            cell.values().stream()
                .filter(v -> v.suspect() == suspect)
                .mapToDouble(Cell.Value::value)
                .toArray();
        if (values.length > 0) {
          plot.marks(
              values,
              DoubleStream.generate(() -> row - 0.26).limit(values.length).toArray(),
              suspect ? Ink.series(place) : Ink.faint(place),
              suspect ? SeriesMarkers.CROSS : SeriesMarkers.CIRCLE);
        }
      }
      cell.interval().ifPresent(i -> whisker(plot, i.low(), i.high(), row + 0.1, place));
      cell.mean().ifPresent(m -> mark(plot, m, row + 0.1, place));
    }
    return Optional.of(
        plot.svg(
            id,
            "Throughput of " + w.name(),
            "Mean IOPS of each backend with its interval; single replicates below it. "
                + described(cells, Unit.PER_SECOND)));
  }

  /** The ratio of a headline figure to the baseline's, with its interval and the zone. */
  Optional<String> ratio(WorkloadRecord w, Metric metric, String id) {
    List<Cell> cells =
        cells(w, metric).stream()
            .filter(cell -> cell.ratio().isPresent() || cell.backend().equals(c.baseline()))
            .toList();
    List<Double> seen = new ArrayList<>(List.of(1 - c.equivalence(), 1 + c.equivalence()));
    for (Cell cell : cells) {
      cell.ratio().ifPresent(r -> seen.add(r.ratio()));
      cell.ratio().flatMap(Shown::interval).ifPresent(i -> seen.addAll(List.of(i.low(), i.high())));
    }
    seen.removeIf(v -> v <= 0);
    if (cells.stream().noneMatch(cell -> cell.ratio().isPresent())) {
      return Optional.empty();
    }
    double low = seen.stream().mapToDouble(v -> v).min().orElse(1) * 0.97;
    double high = seen.stream().mapToDouble(v -> v).max().orElse(1) * 1.03;
    List<Double> places =
        high / low < 4 ? Ticks.linear(low, high, 6) : Ticks.logarithmic(low, high);
    boolean latency = metric.statistic().isLatency();
    String title = latency ? "← shorter · longer →" : "← slower · faster →";
    String figure = latency ? "mean " + metric.kind().word() + " latency" : "IOPS";
    Axis x =
        new Axis(
            Math.log10(low),
            Math.log10(high),
            Ticks.labelLog(places, Charts::plainRatio),
            figure + " ÷ " + c.baseline() + "'s (" + title + ")");
    Plot plot = rows(x);
    plot.markSize(9);
    double[] whole = {0.4, backends.size() + 0.6};
    vertical(plot, 1 - c.equivalence(), whole, true);
    vertical(plot, 1 + c.equivalence(), whole, true);
    vertical(plot, 1, whole, false);
    for (Cell cell : cells) {
      int place = backends.indexOf(cell.backend());
      cell.ratio()
          .flatMap(Shown::interval)
          .ifPresent(
              i -> whisker(plot, Math.log10(i.low()), Math.log10(i.high()), row(place), place));
      double ratio = cell.ratio().map(r -> r.ratio()).orElse(1.0);
      mark(plot, Math.log10(ratio), row(place), place);
    }
    return Optional.of(
        plot.svg(
            id,
            "Ratio of " + figure + " to " + c.baseline() + " under " + w.name(),
            "Ratio of each backend with its interval; dashed lines bound the zone of equivalence. "
                + ratios(cells)));
  }

  private Plot rows(Axis x) {
    List<Tick> names = new ArrayList<>();
    int longest = 0;
    for (int place = 0; place < backends.size(); place++) {
      String name = shortened(backends.get(place));
      longest = Math.max(longest, name.length());
      names.add(new Tick(row(place), name));
    }
    Axis y = new Axis(0.4, backends.size() + 0.6, names, "");
    Plot plot = new Plot(WIDTH, 60 + ROW * backends.size(), 20 + 17 * longest / 2, x, y);
    plot.verticalGrid();
    return plot;
  }

  private double row(int place) {
    return backends.size() - place;
  }

  private static void whisker(Plot plot, double low, double high, double row, int place) {
    plot.line(Plot.at(low, high), Plot.at(row, row), Ink.series(place), 2.5f, false);
    for (double end : Plot.at(low, high)) {
      plot.line(Plot.at(end, end), Plot.at(row - 0.1, row + 0.1), Ink.series(place), 2f, false);
    }
  }

  private static void mark(Plot plot, double x, double row, int place) {
    plot.marks(Plot.at(x), Plot.at(row), Ink.series(place), Ink.shape(place));
  }

  private static void vertical(Plot plot, double ratio, double[] whole, boolean dashed) {
    double x = Math.log10(ratio);
    plot.line(Plot.at(x, x), whole, Ink.REFERENCE, dashed ? 1f : 1.5f, dashed);
  }

  private List<Cell> cells(WorkloadRecord w, Metric metric) {
    return backends.stream().flatMap(b -> c.cell(b, w.name(), metric).stream()).toList();
  }

  private static String described(List<Cell> cells, Unit unit) {
    List<String> words = new ArrayList<>();
    for (Cell cell : cells) {
      Optional<Cell> one = Optional.of(cell);
      words.add(
          cell.backend() + " " + TextCells.value(one, unit) + " " + TextCells.interval(one, unit));
    }
    return String.join("; ", words) + ".";
  }

  private static String ratios(List<Cell> cells) {
    List<String> words = new ArrayList<>();
    for (Cell cell : cells) {
      if (cell.ratio().isPresent()) {
        words.add(cell.backend() + " " + TextCells.ratio(Optional.of(cell)));
      }
    }
    return String.join("; ", words) + ".";
  }

  private static String figure(double value) {
    return value >= 100 || value != Math.rint(value)
        ? Numbers.figure(value)
        : String.valueOf((long) value);
  }

  private static String plainRatio(double value) {
    return Numbers.ratio(value).replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }
}
