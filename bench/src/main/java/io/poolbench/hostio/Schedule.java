package io.poolbench.hostio;

import io.poolbench.workload.PlainJob;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * When one thread's I/Os are due, whatever became of those before: an open loop, whose latencies
 * count from here (Tene, "How NOT to Measure Latency": a closed loop leaves out what could not
 * begin). Each thread has its share of the rate; Poisson processes add up to one.
 */
final class Schedule {
  /** The scheduler is not asked to wake a thread more exactly than this; the rest is spun. */
  private static final long SPIN_NANOS = TimeUnit.MICROSECONDS.toNanos(80);

  private final double gapNanos;
  private final boolean poisson;
  private final Offsets random;
  private double due;
  private long begun;

  Schedule(PlainJob.Arrivals arrivals, int threads, Offsets random) {
    this.gapNanos = TimeUnit.SECONDS.toNanos(1) * threads / arrivals.perSecond();
    this.poisson = arrivals.poisson();
    this.random = random;
  }

  /** Begins anew. */
  void start(long nanos) {
    begun = nanos;
    due = 0;
    advance();
  }

  /** When the next is due, in the clock of {@link System#nanoTime}. */
  long due() {
    return begun + (long) due;
  }

  /** The next was taken up. */
  void advance() {
    due += poisson ? -Math.log(random.unit()) * gapNanos : gapNanos;
  }

  /** Returns at the time that the next is due, or at once when it is past. */
  void await() {
    long left = due() - System.nanoTime();
    while (left > SPIN_NANOS && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left - SPIN_NANOS);
      left = due() - System.nanoTime();
    }
    while (System.nanoTime() < due()) {
      Thread.onSpinWait();
    }
  }

  /** How many more are due at a time than were taken up, in expectation for random gaps. */
  double behind(long nanos) {
    return Math.max(0, (nanos - due()) / gapNanos);
  }
}
