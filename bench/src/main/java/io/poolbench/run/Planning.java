package io.poolbench.run;

import io.poolbench.result.RunResult;
import io.poolbench.scenario.Planner;
import io.poolbench.scenario.RunPlan;
import java.util.function.Supplier;

/** Makes what decides how a run goes on. */
@FunctionalInterface
public interface Planning {
  /**
   * @param plan the blocks that are measured in any case
   * @param measured the run as it is stored when it is asked for
   */
  Planner of(RunPlan plan, Supplier<RunResult> measured);
}
