package io.poolbench.report;

import io.poolbench.compare.Comparison;
import io.poolbench.report.Plot.Axis;
import io.poolbench.report.Ticks.Tick;
import io.poolbench.result.IoKind;
import io.poolbench.result.RampRecord;
import io.poolbench.result.TimeSeries;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import io.poolbench.stats.SteadyState;
import io.poolbench.stats.SteadyState.Outcome;
import io.poolbench.validity.Steadiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Throughput over time, each trial as a multiple of its own window's average: its intervals, its
 * five rounds, and the band of 20 % in which rounds may lie. What comes before the window is the
 * ramp's, marked as such and in no figure.
 */
final class Convergence {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 240;
  private static final int LEFT = 58;
  private static final int MOST_POINTS = 200;
  private static final double HIGHEST = 3;

  private final Comparison c;

  Convergence(Comparison comparison) {
    this.c = comparison;
  }

  /** A trial's series, its rounds and its ramp, in multiples of the window's average. */
  private record Line(
      int trial,
      double seconds,
      double[] intervals,
      List<Double> rounds,
      boolean steady,
      Optional<RampRecord> ramp,
      double bytesPerSecond) {}

  /** The chart of one backend, or empty when none of its trials has a series. */
  Optional<String> svg(WorkloadRecord w, String backend, String id) {
    List<Line> lines = lines(w, backend);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    int place = Shown.backends(c).indexOf(backend);
    double end = lines.stream().mapToDouble(Line::seconds).max().orElse(1);
    double begin =
        -lines.stream()
            .mapToDouble(l -> l.ramp().map(RampRecord::seconds).orElse(0.0))
            .max()
            .orElse(0);
    double top = Math.min(HIGHEST, Math.max(1.5, 1.08 * highest(lines)));
    Axis x =
        new Axis(
            begin,
            end,
            Ticks.label(Ticks.linear(begin, end, 8), Convergence::seconds),
            begin < 0
                ? "seconds; below 0, left of the line: the ramp, not counted"
                : "seconds of the window");
    List<Tick> ticks = Ticks.label(Ticks.linear(0, top, 4), Convergence::multiple);
    Plot plot = new Plot(WIDTH, HEIGHT, LEFT, x, new Axis(0, top, ticks, ""));
    plot.horizontalGrid();
    for (double edge :
        new double[] {1 - SteadyState.MAX_RANGE / 2, 1 + SteadyState.MAX_RANGE / 2}) {
      plot.line(Plot.at(0, end), Plot.at(edge, edge), Ink.REFERENCE, 1f, true);
    }
    if (begin < 0) {
      plot.line(Plot.at(0, 0), Plot.at(0, top), Ink.REFERENCE, 1.5f, false);
    }
    for (Line line : lines) {
      intervals(plot, line, place, top);
      line.ramp().ifPresent(ramp -> ramp(plot, line, ramp, top));
      rounds(plot, line, place, top);
    }
    return Optional.of(
        plot.svg(
            id,
            "Convergence of " + backend + " under " + w.name(),
            "Throughput of each trial over its window, as a multiple of the window's average;"
                + " dashed lines bound 20 % of it. "
                + described(lines)));
  }

  private static double highest(List<Line> lines) {
    double highest = 0;
    for (Line line : lines) {
      for (double value : line.intervals()) {
        highest = Math.max(highest, value);
      }
    }
    return highest;
  }

  private static void intervals(Plot plot, Line line, int place, double top) {
    int n = line.intervals().length;
    double[] xs = new double[n];
    double[] ys = new double[n];
    for (int i = 0; i < n; i++) {
      xs[i] = line.seconds() * (i + 0.5) / n;
      ys[i] = Math.min(top, line.intervals()[i]);
    }
    plot.line(xs, ys, Ink.faint(place), 1f, false);
  }

  private static void rounds(Plot plot, Line line, int place, double top) {
    int n = line.rounds().size();
    double[] xs = new double[2 * n];
    double[] ys = new double[2 * n];
    for (int i = 0; i < 2 * n; i++) {
      xs[i] = line.seconds() * ((i + 1) / 2) / n;
      ys[i] = Math.min(top, line.rounds().get(i / 2));
    }
    if (n > 0) {
      plot.line(xs, ys, Ink.series(place), 2f, !line.steady());
    }
  }

  /** The ramp's rounds, in grey: evidence, not a result. */
  private static void ramp(Plot plot, Line line, RampRecord ramp, double top) {
    List<RampRecord.Round> rounds = ramp.rounds();
    double[] xs = new double[2 * rounds.size()];
    double[] ys = new double[2 * rounds.size()];
    double at = -ramp.seconds();
    for (int i = 0; i < rounds.size(); i++) {
      RampRecord.Round round = rounds.get(i);
      double rate = round.seconds() > 0 ? round.bytes() / round.seconds() : 0;
      double share = line.bytesPerSecond() > 0 ? rate / line.bytesPerSecond() : 0;
      xs[2 * i] = at;
      at += round.seconds();
      xs[2 * i + 1] = at;
      ys[2 * i] = Math.min(top, share);
      ys[2 * i + 1] = ys[2 * i];
    }
    if (xs.length > 0) {
      plot.line(xs, ys, Ink.REFERENCE, 1.5f, false);
    }
  }

  private List<Line> lines(WorkloadRecord w, String backend) {
    List<Line> lines = new ArrayList<>();
    for (TrialResult trial : c.result().trialsOf(backend)) {
      Optional<WorkloadResult> measured = trial.workload(w.name());
      Optional<TimeSeries> series = trial.series(w.name());
      if (measured.isPresent() && series.isPresent()) {
        line(trial.trial().index(), w, measured.get(), series.get()).ifPresent(lines::add);
      }
    }
    return lines;
  }

  private static Optional<Line> line(
      int trial, WorkloadRecord w, WorkloadResult measured, TimeSeries series) {
    IoKind kind = w.throughputKind();
    List<Double> counts = series.ios().getOrDefault(kind, List.of());
    double mean = counts.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    if (mean == 0) {
      return Optional.empty();
    }
    double seconds = counts.size() * series.intervalMillis() / 1000.0;
    List<Double> rounds =
        counts.size() < SteadyState.ROUNDS
            ? List.of()
            : SteadyState.cut(counts).stream()
                .map(n -> n / (mean * counts.size() / SteadyState.ROUNDS))
                .toList();
    boolean steady =
        Steadiness.ofWindow(w, measured).filter(s -> s.outcome() == Outcome.NOT_STEADY).isEmpty();
    double bytes =
        series.bytes().values().stream()
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .sum();
    return Optional.of(
        new Line(
            trial,
            seconds,
            thinned(counts, mean),
            rounds,
            steady,
            Optional.ofNullable(measured.ramp()),
            bytes / seconds));
  }

  /** In multiples of the mean; neighbours are merged where there are too many to be seen. */
  private static double[] thinned(List<Double> counts, double mean) {
    int group = (counts.size() + MOST_POINTS - 1) / MOST_POINTS;
    double[] points = new double[(counts.size() + group - 1) / group];
    for (int i = 0; i < points.length; i++) {
      points[i] =
          counts.subList(i * group, Math.min(counts.size(), (i + 1) * group)).stream()
                  .mapToDouble(Double::doubleValue)
                  .average()
                  .orElse(0)
              / mean;
    }
    return points;
  }

  private static String described(List<Line> lines) {
    List<String> words = new ArrayList<>();
    for (Line line : lines) {
      words.add(
          "Trial "
              + line.trial()
              + ": "
              + String.join(", ", line.rounds().stream().map(Convergence::twoDigits).toList()));
    }
    return "The rounds of each: " + String.join("; ", words) + ".";
  }

  private static String twoDigits(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String seconds(double value) {
    return Math.abs(value - Math.rint(value)) < 1e-9
        ? String.valueOf(Math.round(value))
        : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String multiple(double value) {
    return seconds(value) + "×";
  }
}
