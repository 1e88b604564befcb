package io.poolbench.workload;

import java.time.Duration;

/**
 * A ramp that ends when throughput holds still, or at a bound. The jobs are run for it with other
 * offsets than those measured, and go on until the measured ones have begun, so that nothing cools.
 *
 * @param round length of a round, a fifth of the window: as long as it is measured, it has held
 *     still before
 * @param mostRounds the bound, at least {@link #ROUNDS}
 */
public record AutoRamp(Duration round, int mostRounds) {
  /** Rounds over which throughput must hold still. */
  public static final int ROUNDS = 5;

  /** What the measured jobs run before they count, while those of the ramp end. */
  public static final Duration HANDOVER = Duration.ofSeconds(1);

  /** What a scenario that gives no bound gets. */
  public static final Duration DEFAULT_BOUND = Duration.ofMinutes(5);

  private static final Duration SHORTEST_ROUND = Duration.ofSeconds(1);

  public AutoRamp {
    if (mostRounds < ROUNDS || round.compareTo(SHORTEST_ROUND) < 0) {
      throw new IllegalArgumentException(
          "expected at least " + ROUNDS + " rounds of 1 s, not " + mostRounds + " of " + round);
    }
  }

  /**
   * The ramp before a window.
   *
   * @throws IllegalArgumentException when the bound leaves no room for {@link #ROUNDS} rounds; see
   *     {@link #shortest}
   */
  public static AutoRamp before(Duration window, Duration bound) {
    Duration round = round(window);
    return new AutoRamp(round, Math.toIntExact(bound.dividedBy(round)));
  }

  /** The shortest bound that leaves room for a ramp before this window. */
  public static Duration shortest(Duration window) {
    return round(window).multipliedBy(ROUNDS);
  }

  /** How long it lasts at least. */
  Duration shortest() {
    return round.multipliedBy(ROUNDS);
  }

  private static Duration round(Duration window) {
    Duration fifth = window.dividedBy(ROUNDS);
    return fifth.compareTo(SHORTEST_ROUND) < 0 ? SHORTEST_ROUND : fifth;
  }

  /** How long it lasts at most. */
  public Duration bound() {
    return round.multipliedBy(mostRounds);
  }
}
