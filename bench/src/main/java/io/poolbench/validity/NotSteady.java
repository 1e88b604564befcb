package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import io.poolbench.stats.SteadyState.Outcome;
import java.util.List;

/**
 * Throughput that moved while it was measured: the figure depends on when the window began and
 * ended. Silent where it cannot be told, the report says so beside its convergence.
 *
 * <p>Source: SNIA, Solid State Storage Performance Test Specification, steady state.
 */
final class NotSteady implements WorkloadCheck {
  @Override
  public String name() {
    return "not-steady";
  }

  @Override
  public List<Doubt> doubts(BackendRecord backend, WorkloadRecord asked, WorkloadResult measured) {
    return Steadiness.ofWindow(asked, measured)
        .filter(s -> s.outcome() == Outcome.NOT_STEADY)
        .map(
            s ->
                List.of(
                    new Doubt(
                        Validity.SUSPECT,
                        "Throughput did not hold still over the window: "
                            + s.figures()
                            + ". Give a longer ramp (ramp: auto finds it) and a longer window, or"
                            + " precondition; see the report's convergence for what moved.")))
        .orElse(List.of());
  }
}
