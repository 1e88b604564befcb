/**
 * Whatever was created can be undone: {@link io.poolbench.lease.Journal} writes each intent before
 * it is carried out, {@link io.poolbench.lease.Lease} undoes one creation, {@link
 * io.poolbench.lease.Reaper} undoes what a dead run left. Never touches what no journal names.
 */
@NullMarked
package io.poolbench.lease;

import org.jspecify.annotations.NullMarked;
