package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.RampRecord;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import io.poolbench.stats.SteadyState.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A ramp that was to end when throughput held still, and ended at its bound. */
final class RampNotSettled implements WorkloadCheck {
  /** What the measured jobs run before they count, see {@code workload.AutoRamp}. */
  private static final double HANDOVER_SECONDS = 1;

  @Override
  public String name() {
    return "ramp-not-settled";
  }

  @Override
  public List<Doubt> doubts(BackendRecord backend, WorkloadRecord asked, WorkloadResult measured) {
    RampRecord ramp = measured.ramp();
    if (ramp == null) {
      return List.of();
    }
    List<Doubt> doubts = new ArrayList<>();
    Steadiness end = Steadiness.ofRamp(ramp);
    if (end.outcome() != Outcome.STEADY) {
      String seen =
          end.outcome() == Outcome.NOT_STEADY
              ? "had not settled: at its end " + end.figures()
              : "could not be told to have settled: " + end.why();
      doubts.add(
          new Doubt(
              Validity.SUSPECT,
              String.format(
                  Locale.ROOT,
                  "The ramp ended after %.1f s, at its bound of %.0f s, and %s. Raise ramp_max, or"
                      + " lengthen the window, a fifth of which is a round.",
                  ramp.seconds(),
                  ramp.limitSeconds(),
                  seen)));
    }
    if (ramp.handoverSeconds() > HANDOVER_SECONDS) {
      doubts.add(
          new Doubt(
              Validity.SUSPECT,
              String.format(
                  Locale.ROOT,
                  "The ramp's jobs went on for %.1f s beside the measured ones, whose first %.0f s"
                      + " alone is not counted. The storage takes long to end what is in flight:"
                      + " measure for longer, or lower the depth.",
                  ramp.handoverSeconds(),
                  HANDOVER_SECONDS)));
    }
    return doubts;
  }
}
