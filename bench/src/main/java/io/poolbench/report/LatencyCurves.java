package io.poolbench.report;

import io.poolbench.compare.Comparison;
import io.poolbench.report.Plot.Axis;
import io.poolbench.report.Ticks.Tick;
import io.poolbench.result.IoKind;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.stats.Percentiles;
import io.poolbench.validity.Validity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Latency by percentile. Replicates are merged as histograms and read afterwards: percentiles are
 * never averaged. A curve ends where fewer than 10 samples remain beyond it.
 */
final class LatencyCurves {
  private static final int WIDTH = 560;
  private static final int HEIGHT = 320;
  private static final int LEFT = 70;
  private static final double STEP = 0.03;
  private static final double SAMPLES_BEYOND = 10;

  private final Comparison c;

  LatencyCurves(Comparison comparison) {
    this.c = comparison;
  }

  Optional<String> svg(WorkloadRecord w, IoKind kind, String id) {
    Map<Integer, Percentiles> merged = merged(w.name(), kind);
    if (merged.isEmpty()) {
      return Optional.empty();
    }
    double low = Double.MAX_VALUE;
    double high = 0;
    double reach = 0;
    for (Percentiles h : merged.values()) {
      low = Math.min(low, at(h, 0));
      high = Math.max(high, at(h, reach(h)));
      reach = Math.max(reach, reach(h));
    }
    double bottom = Math.log10(low) - 0.06;
    double top = Math.log10(high) + 0.06;
    List<Double> places = Ticks.logarithmic(Math.pow(10, bottom), Math.pow(10, top));
    Axis y = new Axis(bottom, top, Ticks.labelLog(places, LatencyCurves::latency), "");
    Axis x = new Axis(0, reach + 0.08, percentiles(reach), "percentile of " + kind.word() + "s");
    Plot plot = new Plot(WIDTH, HEIGHT, LEFT, x, y);
    plot.markSize(8);
    plot.verticalGrid();
    plot.horizontalGrid();
    merged.forEach((place, h) -> curve(plot, place, h));
    return Optional.of(
        plot.svg(
            id,
            "Latency of " + kind.word() + "s by percentile under " + w.name(),
            described(merged)));
  }

  private static void curve(Plot plot, int place, Percentiles h) {
    double end = reach(h);
    int steps = Math.max(1, (int) Math.floor(end / STEP));
    double[] xs = new double[steps + 1];
    double[] ys = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      xs[i] = end * i / steps;
      ys[i] = Math.log10(at(h, xs[i]));
    }
    plot.line(xs, ys, Ink.series(place), 2f, false);
    double[] marked = percentiles(end).stream().mapToDouble(Tick::at).toArray();
    double[] values = new double[marked.length];
    for (int i = 0; i < marked.length; i++) {
      values[i] = Math.log10(at(h, marked[i]));
    }
    plot.marks(marked, values, Ink.series(place), Ink.shape(place));
  }

  /** Histograms by the place of their backend, merged over replicates that are not INVALID. */
  private Map<Integer, Percentiles> merged(String workload, IoKind kind) {
    List<String> backends = Shown.backends(c);
    Map<Integer, Percentiles> merged = new LinkedHashMap<>();
    for (int place = 0; place < backends.size(); place++) {
      Histogram sum = new Histogram(4);
      for (TrialResult trial : c.result().trialsOf(backends.get(place))) {
        boolean usable =
            trial.trial().failure() == null
                && c.judgement().of(trial.trial().index(), workload) != Validity.INVALID;
        if (usable) {
          trial.histogram(workload, kind).ifPresent(sum::add);
        }
      }
      if (sum.getTotalCount() >= 2 * SAMPLES_BEYOND) {
        merged.put(place, Percentiles.of(sum));
      }
    }
    return merged;
  }

  /** Below one sample in any histogram: the minimum. */
  private static final double LOWEST_PERCENT = 1e-9;

  /** Up to where a histogram may be read, in nines: 2 is the 99th percentile. */
  private static double reach(Percentiles h) {
    return Math.log10(h.samples() / SAMPLES_BEYOND);
  }

  private static double at(Percentiles h, double nines) {
    return Math.max(1, h.at(Math.max(LOWEST_PERCENT, 100 * (1 - Math.pow(10, -nines)))));
  }

  private static List<Tick> percentiles(double reach) {
    List<Tick> ticks = new ArrayList<>();
    ticks.add(new Tick(Math.log10(2), "p50"));
    for (int nines = 1; nines <= 9; nines++) {
      String label = nines == 1 ? "p90" : nines == 2 ? "p99" : "p99." + "9".repeat(nines - 2);
      ticks.add(new Tick(nines, label));
    }
    return ticks.stream().filter(t -> t.at() <= reach + 1e-9).toList();
  }

  private static String latency(double nanos) {
    double value = nanos >= 0.999e9 ? nanos / 1e9 : nanos >= 0.999e6 ? nanos / 1e6 : nanos / 1e3;
    String unit = nanos >= 0.999e9 ? " s" : nanos >= 0.999e6 ? " ms" : " µs";
    return String.format(Locale.ROOT, value < 0.999 ? "%.1f" : "%.0f", value) + unit;
  }

  private String described(Map<Integer, Percentiles> merged) {
    List<String> words = new ArrayList<>();
    merged.forEach(
        (place, h) -> {
          List<String> values = new ArrayList<>();
          for (Tick tick : percentiles(reach(h))) {
            values.add(tick.label() + " " + Unit.latency(at(h, tick.at())));
          }
          words.add(Shown.backends(c).get(place) + ": " + String.join(", ", values));
        });
    return String.join("; ", words) + ".";
  }
}
