package io.poolbench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** Places of an axis that bear a label. */
final class Ticks {
  /** A labelled place, in the axis's own coordinate. */
  record Tick(double at, String label) {}

  private Ticks() {}

  /** Multiples of 1, 2 or 5 times a power of ten within the range, about {@code wanted} of them. */
  static List<Double> linear(double low, double high, int wanted) {
    double raw = (high - low) / wanted;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double lead = raw / power;
    double step = power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    List<Double> places = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
      places.add(i * step);
    }
    return places;
  }

  /** 1, 2 and 5 times powers of ten within the range; powers alone where those are many. */
  static List<Double> logarithmic(double low, double high) {
    boolean dense = Math.log10(high / low) > 2.5;
    List<Double> places = new ArrayList<>();
    for (int e = (int) Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) {
      for (int lead : dense ? new int[] {1} : new int[] {1, 2, 5}) {
        double place = lead * Math.pow(10, e);
        if (place >= low * (1 - 1e-9) && place <= high * (1 + 1e-9)) {
          places.add(place);
        }
      }
    }
    return places;
  }

  static List<Tick> label(List<Double> places, DoubleFunction<String> label) {
    return places.stream().map(p -> new Tick(p, label.apply(p))).toList();
  }

  static List<Tick> labelLog(List<Double> places, DoubleFunction<String> label) {
    return places.stream().map(p -> new Tick(Math.log10(p), label.apply(p))).toList();
  }
}
