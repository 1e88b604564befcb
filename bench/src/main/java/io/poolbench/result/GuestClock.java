package io.poolbench.result;

/**
 * Time that passed between two readings of the guest's clock, by that clock and by the host's.
 *
 * @param guestNanos by the guest's
 * @param hostNanos by the host's, from the middle of the first reading to that of the second
 * @param uncertaintyNanos how far the host's figure may be off: half of what the readings took
 */
public record GuestClock(long guestNanos, long hostNanos, long uncertaintyNanos) {
  /** How much faster the guest's clock runs, in percent; negative when it loses time. */
  public double driftPercent() {
    return 100 * ((double) guestNanos / hostNanos - 1);
  }

  /** Of the drift, in percentage points. */
  public double uncertaintyPercent() {
    return 100.0 * uncertaintyNanos / hostNanos;
  }
}
