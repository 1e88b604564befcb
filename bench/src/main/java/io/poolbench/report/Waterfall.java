package io.poolbench.report;

import io.poolbench.compare.LadderStep;
import io.poolbench.report.Plot.Axis;
import io.poolbench.report.Ticks.Tick;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a ladder as floating bars, each from the time on the rung below to that on its own,
 * with the interval of what it adds at its end. Logarithmic, as a guest may take a hundred times as
 * long as its device; bars that cannot be told from nothing are pale.
 */
final class Waterfall {
  private static final int WIDTH = 720;
  private static final int ROW = 30;
  private static final float BAR = 12f;
  private static final double MICRO = 1e3;

  private Waterfall() {}

  static String svg(List<LadderStep> steps, String workload, String id) {
    double low = Double.MAX_VALUE;
    double high = 0;
    for (LadderStep step : steps) {
      for (double end : ends(step)) {
        low = Math.min(low, end);
        high = Math.max(high, end);
      }
    }
    low *= 0.9;
    high *= 1.1;
    List<Tick> names = new ArrayList<>();
    int longest = 0;
    for (int i = 0; i < steps.size(); i++) {
      String name = steps.get(i).upper().label();
      longest = Math.max(longest, name.length());
      names.add(new Tick(steps.size() - i, name));
    }
    List<Double> places =
        high / low < 4 ? Ticks.linear(low, high, 6) : Ticks.logarithmic(low, high);
    Axis x =
        new Axis(
            Math.log10(low),
            Math.log10(high),
            Ticks.labelLog(places, Numbers::figure),
            "µs for one I/O, from the rung below to this one");
    Axis y = new Axis(0.4, steps.size() + 0.6, names, "");
    Plot plot = new Plot(WIDTH, 60 + ROW * steps.size(), 20 + 17 * longest / 2, x, y);
    plot.verticalGrid();
    for (int i = 0; i < steps.size(); i++) {
      bar(plot, steps.get(i), steps.size() - i, low);
    }
    return plot.svg(
        id,
        "Where the time goes under " + workload,
        "What each layer adds to one I/O, as a bar from the time on the rung below to its own. "
            + described(steps));
  }

  /** In microseconds, above 0. */
  private static List<Double> ends(LadderStep step) {
    List<Double> ends = new ArrayList<>(List.of(step.lowerNanos(), step.upperNanos()));
    step.added()
        .ifPresent(
            i -> {
              ends.add(step.lowerNanos() + i.low());
              ends.add(step.lowerNanos() + i.high());
            });
    return ends.stream().filter(nanos -> nanos > 0).map(nanos -> nanos / MICRO).toList();
  }

  private static void bar(Plot plot, LadderStep step, double row, double low) {
    int place = step.upper().vantage().ordinal();
    Color ink = step.isTold() ? Ink.series(place) : Ink.faint(place);
    double below = log(step.lowerNanos(), low);
    double above = log(step.upperNanos(), low);
    plot.line(Plot.at(below, above), Plot.at(row, row), ink, BAR, false);
    plot.line(Plot.at(below, below), Plot.at(row - 0.3, row + 0.3), Ink.REFERENCE, 1.5f, false);
    step.added()
        .ifPresent(
            i ->
                plot.line(
                    Plot.at(
                        log(step.lowerNanos() + i.low(), low),
                        log(step.lowerNanos() + i.high(), low)),
                    Plot.at(row, row),
                    Ink.REFERENCE,
                    1.5f,
                    false));
  }

  private static double log(double nanos, double lowMicros) {
    return Math.log10(Math.max(nanos / MICRO, lowMicros));
  }

  private static String described(List<LadderStep> steps) {
    List<String> words = new ArrayList<>();
    for (LadderStep step : steps) {
      words.add(
          step.upper().label()
              + " over "
              + step.lower().label()
              + ": "
              + LadderWords.said(step)
              + " "
              + LadderWords.interval(step.added()));
    }
    return String.join("; ", words) + ".";
  }
}
