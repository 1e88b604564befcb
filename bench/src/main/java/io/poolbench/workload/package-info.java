/**
 * What I/O is issued: a name, the jobs, and what can be known of them before they run.
 *
 * <p>Start at {@link io.poolbench.workload.Workload}. Never issues any I/O itself.
 */
@NullMarked
package io.poolbench.workload;

import org.jspecify.annotations.NullMarked;
