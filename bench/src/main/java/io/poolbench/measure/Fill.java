package io.poolbench.measure;

import java.util.Optional;

/**
 * How a disk is filled before anything is measured.
 *
 * @param passes how often all of it is written, at least 1
 * @param compressiblePercent how much of each block compresses away
 * @param scatter where the first pass goes in a random order
 */
public record Fill(int passes, int compressiblePercent, Optional<Scatter> scatter) {
  /** Once, in order, with data that does not compress. */
  public static final Fill ONCE = new Fill(1, 0, Optional.empty());

  /**
   * A random order.
   *
   * @param blockBytes what is written at once; all of it is, each block once
   */
  public record Scatter(long blockBytes, long seed) {}

  public Fill {
    if (passes < 1 || compressiblePercent < 0 || compressiblePercent > 99) {
      throw new IllegalArgumentException(
          passes + " passes of data that is " + compressiblePercent + " % compressible");
    }
  }
}
