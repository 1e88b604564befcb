/**
 * Carries out the plan: provisions, measures and stores trial by trial. Start at {@link
 * io.poolbench.run.RunExecutor}. What it creates is a lease of the run's journal.
 */
@NullMarked
package io.poolbench.run;

import org.jspecify.annotations.NullMarked;
