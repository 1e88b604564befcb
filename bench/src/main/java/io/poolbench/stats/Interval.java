package io.poolbench.stats;

/**
 * A two-sided confidence interval with both ends included: a procedure that, over many repetitions
 * of the experiment, covers the true value with at least probability {@code level} when its
 * assumptions hold (Neyman, Phil. Trans. R. Soc. A 236, 1937).
 *
 * @param low lower end, in the unit of the estimate
 * @param high upper end, never below {@code low}; may be infinite
 * @param level the confidence level, between 0 and 1; for rank-based intervals the level attained,
 *     which is at least the one asked for
 */
public record Interval(double low, double high, double level) {
  /** Refuses NaN ends, ends in the wrong order and a level outside (0, 1). */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("interval ends are not in order: " + low + ", " + high);
    }
    Preconditions.openUnit("level", level);
  }

  /** Whether the value lies in the interval; the ends do. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Whether every value of this interval lies in [{@code from}, {@code to}]. */
  public boolean isWithin(double from, double to) {
    return from <= low && high <= to;
  }

  /** High minus low, in the unit of the estimate. */
  public double width() {
    return high - low;
  }
}
