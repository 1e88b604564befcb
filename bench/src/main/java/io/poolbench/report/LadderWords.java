package io.poolbench.report;

import io.poolbench.compare.LadderStep;
import io.poolbench.stats.Interval;
import java.util.Optional;

/** A step of the ladder in words and figures; microseconds throughout. */
final class LadderWords {
  private static final double MICRO = 1e3;

  private LadderWords() {}

  static String micros(double nanos) {
    return (nanos < 0 ? "−" : "") + Numbers.figure(Math.abs(nanos) / MICRO);
  }

  /** In brackets; empty where there is none. */
  static String interval(Optional<Interval> interval) {
    return interval.map(i -> "[" + micros(i.low()) + ", " + micros(i.high()) + "]").orElse("");
  }

  static String ratio(LadderStep step) {
    return Numbers.ratio(step.ratio())
        + step.ratioInterval().map(i -> " " + bracketedRatio(i)).orElse("");
  }

  static String bracketedRatio(Interval i) {
    return "[" + Numbers.ratio(i.low()) + ", " + Numbers.ratio(i.high()) + "]";
  }

  /** What the step says, as far as it says anything. */
  static String said(LadderStep step) {
    if (step.added().isEmpty()) {
      return "too few replicates for an interval";
    }
    if (!step.isTold()) {
      return "cannot be told from nothing";
    }
    String size = micros(Math.abs(step.addedNanos())) + " µs";
    return step.addedNanos() > 0 ? "adds " + size : "takes " + size + " less";
  }

  static String marked(LadderStep step) {
    return said(step) + (step.suspect() ? " †" : "");
  }

  static String confounded(LadderStep step) {
    return step.confounded().isEmpty() ? "" : "confounded: " + String.join("; ", step.confounded());
  }
}
