package io.poolbench.workload;

import java.time.Duration;
import java.util.Optional;

/**
 * I/O in terms that every engine shares: what of a fio job can be issued from the host or through
 * QEMU alone, too.
 *
 * @param random random offsets, aligned to the block size, uniform over the span; else sequential,
 *     each thread over its own part of the span
 * @param readPercent share of reads, 0 to 100
 * @param threads threads (fio's numjobs), each with {@code depth} I/Os in flight
 * @param depth I/Os in flight per thread; more than 1 needs an engine that queues
 * @param direct O_DIRECT; else through the page cache
 * @param arrivals I/Os per second over all threads, whatever the storage does (open loop); empty:
 *     the next I/O waits for an earlier one
 * @param ramp not measured, before the window
 * @param window measured
 * @param seed of the offsets and of the data
 */
public record PlainJob(
    boolean random,
    int readPercent,
    int blockBytes,
    int threads,
    int depth,
    boolean direct,
    Sync sync,
    Optional<Arrivals> arrivals,
    Duration ramp,
    Duration window,
    long seed) {

  /** What makes a write durable. */
  public enum Sync {
    /** Nothing. */
    NONE,
    /** {@code fdatasync} after each write, timed apart from it. */
    FDATASYNC,
    /** Each write is durable when it returns ({@code O_DSYNC}). */
    DSYNC
  }

  /**
   * Scheduled arrivals.
   *
   * @param perSecond over all threads
   * @param poisson exponential gaps; else equal ones
   */
  public record Arrivals(double perSecond, boolean poisson) {
    public Arrivals {
      if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
        throw new IllegalArgumentException("no rate: " + perSecond);
      }
    }
  }

  public PlainJob {
    if (readPercent < 0 || readPercent > 100) {
      throw new IllegalArgumentException("no share of reads in percent: " + readPercent);
    }
    if (blockBytes <= 0 || blockBytes % 512 != 0) {
      throw new IllegalArgumentException(
          "no block size, which is a multiple of 512: " + blockBytes);
    }
    if (threads < 1 || depth < 1) {
      throw new IllegalArgumentException("threads and depth are at least 1");
    }
  }

  public boolean reads() {
    return readPercent > 0;
  }

  public boolean writes() {
    return readPercent < 100;
  }
}
