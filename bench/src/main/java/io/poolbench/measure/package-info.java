/**
 * Runs fio in the guest and collects what it says and the evidence around it. Start at {@link
 * io.poolbench.measure.FioRunner}. Never provisions or judges anything.
 */
@NullMarked
package io.poolbench.measure;

import org.jspecify.annotations.NullMarked;
