/**
 * Pure statistics on replicate-level values: ratios, intervals, tests, corrections. Start at {@link
 * io.poolbench.stats.PairedLogRatio}; {@code docs/statistics.md} says which to use when. Never
 * reads or writes anything, never draws random numbers, never drops a value.
 */
@NullMarked
package io.poolbench.stats;

import org.jspecify.annotations.NullMarked;
