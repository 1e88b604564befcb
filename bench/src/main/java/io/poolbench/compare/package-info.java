/**
 * Compares the backends of a run with its baseline: ratios, intervals, verdicts. Start at {@link
 * io.poolbench.compare.Comparer}. Reads stored results only; never touches the machine.
 */
@NullMarked
package io.poolbench.compare;

import org.jspecify.annotations.NullMarked;
