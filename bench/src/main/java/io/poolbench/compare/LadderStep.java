package io.poolbench.compare;

import io.poolbench.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one layer adds to an I/O: the time on its rung less that on the rung below, paired within
 * blocks. Times are of one I/O with its sync, where one is asked for, submission included.
 *
 * @param adds the layer, in words
 * @param pairs blocks in which both rungs have a usable value
 * @param lowerNanos mean over those blocks of the mean time on the rung below
 * @param upperNanos the same on this rung; {@code upperNanos - lowerNanos} is what the layer adds
 * @param added interval of what the layer adds, in nanoseconds; empty below three pairs
 * @param ratio geometric mean of the per-block ratios of the two
 * @param ratioInterval empty below three pairs
 * @param medianAdded mean over blocks of the difference of the medians, in nanoseconds; empty where
 *     an engine tells no median, or an I/O is several
 * @param medianInterval its interval; empty below three pairs
 * @param suspect whether a value that entered is SUSPECT
 * @param confounded what else differs between the rungs, each with both values; empty when nothing
 *     that is known
 */
public record LadderStep(
    String workload,
    Rung lower,
    Rung upper,
    String adds,
    int pairs,
    double lowerNanos,
    double upperNanos,
    Optional<Interval> added,
    double ratio,
    Optional<Interval> ratioInterval,
    OptionalDouble medianAdded,
    Optional<Interval> medianInterval,
    boolean suspect,
    List<String> confounded) {
  public LadderStep {
    confounded = List.copyOf(confounded);
  }

  /** What the layer adds, in nanoseconds. */
  public double addedNanos() {
    return upperNanos - lowerNanos;
  }

  /** Whether it can be told from nothing. */
  public boolean isTold() {
    return added.isPresent() && !added.get().contains(0);
  }
}
