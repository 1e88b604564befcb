package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.GuestClock;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.util.List;
import java.util.Locale;

/**
 * The guest's clock against the host's over a workload. Rates and latencies are read from the
 * guest's, so one that runs slow makes a disk look fast; one that stood still had a guest that was
 * paused. Source: VMware, "Timekeeping in Virtual Machines" (2011), on lost time; qemu-ga's
 * guest-get-time.
 */
final class GuestClockDrift implements WorkloadCheck {
  /** Percent; less bends no figure by more than replicates scatter. */
  static final double MOST_PERCENT = 0.5;

  @Override
  public String name() {
    return "guest-clock";
  }

  @Override
  public List<Doubt> doubts(BackendRecord backend, WorkloadRecord asked, WorkloadResult measured) {
    GuestClock clock = measured.evidence().guestClock();
    if (clock == null
        || Math.abs(clock.driftPercent()) - clock.uncertaintyPercent() <= MOST_PERCENT) {
      return List.of();
    }
    return List.of(
        new Doubt(
            Validity.SUSPECT,
            String.format(
                Locale.ROOT,
                "While %.3f s passed on the host, the guest's clock went %.3f s on (%+.1f %%, give or"
                    + " take %.1f; more than %.1f is doubtful): rates and latencies were taken with a"
                    + " wrong clock. A guest that was paused loses time; else look at the guest's"
                    + " clock source.",
                clock.hostNanos() / 1e9,
                clock.guestNanos() / 1e9,
                clock.driftPercent(),
                clock.uncertaintyPercent(),
                MOST_PERCENT)));
  }
}
