/**
 * Judges evidence: each trial and workload is VALID, SUSPECT or INVALID, with reasons in words.
 * Start at {@link io.poolbench.validity.Judge}. Reads stored results only, so an old run can be
 * judged again; never touches the machine.
 */
@NullMarked
package io.poolbench.validity;

import org.jspecify.annotations.NullMarked;
