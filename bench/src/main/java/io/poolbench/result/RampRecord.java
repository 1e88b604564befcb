package io.poolbench.result;

import java.util.List;

/**
 * A ramp that was to end when throughput held still. Evidence: none of it is in any figure.
 *
 * @param roundSeconds length of a round as planned
 * @param limitSeconds its bound
 * @param rounds what the guest's disk did, in order
 * @param handoverSeconds how long the ramp's jobs went on beside the measured ones, whose first
 *     second is not counted
 */
public record RampRecord(
    double roundSeconds, double limitSeconds, List<Round> rounds, double handoverSeconds) {
  /** How many of the last rounds must hold still, see {@code stats.SteadyState}. */
  public static final int WINDOW = 5;

  /**
   * A round as it was measured.
   *
   * @param ios I/Os of all kinds completed at the guest's disk
   */
  public record Round(double seconds, long ios, long bytes) {}

  public RampRecord {
    rounds = List.copyOf(rounds);
  }

  /** How long it took. */
  public double seconds() {
    return rounds.stream().mapToDouble(Round::seconds).sum();
  }

  /**
   * I/Os in each of the last five rounds, as if all had been as long as planned; fewer where there
   * were fewer.
   */
  public List<Double> window() {
    return rounds.stream()
        .skip(Math.max(0, rounds.size() - WINDOW))
        .map(r -> r.seconds() > 0 ? r.ios() * roundSeconds / r.seconds() : 0)
        .toList();
  }
}
