/**
 * From a YAML file to a valid {@link io.poolbench.scenario.Scenario}, or to all its problems at
 * once, and on to a {@link io.poolbench.scenario.RunPlan}. Start at {@code ScenarioLoader}. Nothing
 * here touches the machine.
 */
@NullMarked
package io.poolbench.scenario;

import org.jspecify.annotations.NullMarked;
