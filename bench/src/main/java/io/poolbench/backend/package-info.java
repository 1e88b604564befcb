/**
 * The kinds of storage a guest can be given: one class a kind, listed in {@link
 * io.poolbench.backend.Backends}. A backend only says what is special to it (pool, volume, disk
 * source); all that the guest sees comes from {@link io.poolbench.backend.GuestSpec}. Nothing here
 * touches a machine.
 */
@NullMarked
package io.poolbench.backend;

import org.jspecify.annotations.NullMarked;
