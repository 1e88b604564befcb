package io.poolbench.validity;

import io.poolbench.result.IoKind;
import io.poolbench.result.Metric;
import io.poolbench.result.RunResult;
import io.poolbench.result.Statistic;
import io.poolbench.result.TrialResult;
import io.poolbench.result.VantageResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Each latency that the host takes holds about one look at the clock; where that costs a
 * perceptible share of it, the figure is partly the clock's. So it is where a clock is a system
 * call, or worse: in a lab, in a virtual machine without a paravirtual clock.
 */
final class ClockCost implements Check {
  /** Share of the mean latency. */
  static final double MOST = 0.02;

  @Override
  public String name() {
    return "clock-cost";
  }

  @Override
  public List<Finding> examine(RunResult run) {
    List<Finding> findings = new ArrayList<>();
    for (TrialResult stored : run.trials()) {
      for (VantageResult v : stored.trial().vantages()) {
        Double clock = v.evidence().clockNanos();
        double latency = shortest(stored, v);
        if (clock != null && clock > MOST * latency) {
          findings.add(
              new Finding(
                  stored.trial().index(),
                  stored.trial().backend(),
                  Finding.subject(v.workload(), v.vantage()),
                  name(),
                  Validity.SUSPECT,
                  String.format(
                      Locale.ROOT,
                      "One look at the clock took %.0f ns, %s of a mean latency of %.2f µs, which"
                          + " holds one. Use a host whose clock source is tsc or kvm-clock, or take"
                          + " the figure for an upper bound.",
                      clock,
                      Words.percent(clock, latency),
                      latency / 1000)));
        }
      }
    }
    return findings;
  }

  /** The shortest mean latency of the kinds of I/O that it did, in nanoseconds. */
  private static double shortest(TrialResult stored, VantageResult v) {
    double shortest = Double.POSITIVE_INFINITY;
    for (IoKind kind : v.io().keySet()) {
      Metric mean = new Metric(kind, Statistic.LATENCY_MEAN);
      shortest =
          Math.min(
              shortest,
              stored.value(v.vantage(), v.workload(), mean).orElse(Double.POSITIVE_INFINITY));
    }
    return shortest;
  }
}
