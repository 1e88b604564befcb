package io.poolbench.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a figure held still over a window of five rounds: largest minus smallest at most 20 % of
 * the average, and the least-squares line across the rounds rises or falls by at most 10 % of it.
 *
 * <p>Rounds are counts of events, so even a constant rate scatters (Poisson: by the root of the
 * count). Where that alone would break a bound more often than once in a hundred windows, the rule
 * can tell nothing, whichever way it comes out.
 *
 * <p>Source: SNIA, Solid State Storage Performance Test Specification, "Steady State" and "Steady
 * State Determination": measurement window of five rounds, data excursion 20 %, slope excursion 10
 * %.
 *
 * @param rounds events in each of the five rounds of equal length, in order
 * @param mean their average
 * @param range largest minus smallest, as a share of the average; 0 where nothing happened
 * @param slope from the first to the last round along the least-squares line, as a share of the
 *     average: negative where it fell
 */
public record SteadyState(List<Double> rounds, double mean, double range, double slope) {
  public static final int ROUNDS = 5;
  public static final double MAX_RANGE = 0.20;
  public static final double MAX_SLOPE = 0.10;

  /** Two-sided 1 % point of the normal distribution. */
  private static final double ONE_IN_A_HUNDRED = 2.576;

  /** The 1 % point of the range of five normal values in units of their sd (Pearson & Hartley). */
  private static final double RANGE_ONE_IN_A_HUNDRED = 4.603;

  /** What the rule says. */
  public enum Outcome {
    STEADY,
    NOT_STEADY,
    /** Too few events in a round: their scatter alone may break the rule. */
    CANNOT_TELL
  }

  /** Keeps an unmodifiable copy of the rounds. */
  public SteadyState {
    rounds = List.copyOf(rounds);
  }

  /**
   * Applies the rule to a window.
   *
   * @param rounds five counts of events, finite and not negative
   * @throws IllegalArgumentException when they are not five, or naming the index of the first that
   *     is refused
   */
  public static SteadyState of(List<Double> rounds) {
    double[] y = Preconditions.finite("rounds", rounds);
    if (y.length != ROUNDS) {
      throw new IllegalArgumentException("a window has " + ROUNDS + " rounds, not " + y.length);
    }
    double sum = 0;
    double low = y[0];
    double high = y[0];
    double weighted = 0;
    double squares = 0;
    double middle = (ROUNDS - 1) / 2.0;
    for (int i = 0; i < ROUNDS; i++) {
      if (y[i] < 0) {
        throw new IllegalArgumentException(
            "rounds[" + i + "] is " + y[i] + ": must not be below 0");
      }
      sum += y[i];
      low = Math.min(low, y[i]);
      high = Math.max(high, y[i]);
      weighted += (i - middle) * y[i];
      squares += (i - middle) * (i - middle);
    }
    double mean = sum / ROUNDS;
    if (mean == 0) {
      return new SteadyState(rounds, 0, 0, 0);
    }
    return new SteadyState(
        rounds, mean, (high - low) / mean, weighted / squares * (ROUNDS - 1) / mean);
  }

  /**
   * Cuts a series of counts over equal intervals into the rounds of a window. A round's end inside
   * an interval shares that interval's count by time, so that nothing is lost.
   *
   * @param intervals at least {@link #ROUNDS} counts
   */
  public static List<Double> cut(List<Double> intervals) {
    double[] counts = Preconditions.finite("intervals", intervals);
    if (counts.length < ROUNDS) {
      throw new IllegalArgumentException(
          counts.length + " intervals cannot be cut into " + ROUNDS + " rounds");
    }
    double each = (double) counts.length / ROUNDS;
    List<Double> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      double from = round * each;
      double to = (round + 1) * each;
      double sum = 0;
      for (int i = (int) from; i < Math.min(counts.length, (int) Math.ceil(to)); i++) {
        double share = Math.min(to, i + 1) - Math.max(from, i);
        sum += counts[i] * Math.max(0, share);
      }
      rounds.add(sum);
    }
    return rounds;
  }

  /** Whether both bounds are kept, however few events there were. */
  public boolean keepsBounds() {
    return range <= MAX_RANGE && Math.abs(slope) <= MAX_SLOPE;
  }

  /** What the rule says of the window. */
  public Outcome outcome() {
    if (mean < fewestEvents()) {
      return Outcome.CANNOT_TELL;
    }
    return keepsBounds() ? Outcome.STEADY : Outcome.NOT_STEADY;
  }

  /**
   * The fewest events per round with which the rule can tell anything: with n of them the sd of a
   * round is 1/√n of the average, that of the slope's excursion 4/√10 times as much.
   */
  public static double fewestEvents() {
    double slope = ONE_IN_A_HUNDRED * (ROUNDS - 1) / Math.sqrt(10) / MAX_SLOPE;
    double range = RANGE_ONE_IN_A_HUNDRED / MAX_RANGE;
    return Math.ceil(Math.max(slope * slope, range * range));
  }
}
