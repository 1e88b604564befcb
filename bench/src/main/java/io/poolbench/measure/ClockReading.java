package io.poolbench.measure;

import io.poolbench.guest.GuestChannel;
import io.poolbench.result.GuestClock;

/**
 * The guest's clock, read from outside.
 *
 * @param guestNanos what it showed
 * @param hostNanos the host's in the middle of the reading
 * @param tookNanos the reading
 */
record ClockReading(long guestNanos, long hostNanos, long tookNanos) {
  static ClockReading now(GuestChannel guest) {
    long before = System.nanoTime();
    long shown = guest.timeNanos();
    long took = System.nanoTime() - before;
    return new ClockReading(shown, before + took / 2, took);
  }

  GuestClock until(ClockReading later) {
    return new GuestClock(
        later.guestNanos - guestNanos,
        later.hostNanos - hostNanos,
        (tookNanos + later.tookNanos) / 2);
  }
}
