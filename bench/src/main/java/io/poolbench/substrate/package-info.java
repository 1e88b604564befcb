/**
 * Where the bytes of every backend end, and the filesystems and mounts made on it. Start at {@link
 * io.poolbench.substrate.LoopSubstrate}. Everything here is a lease; never a device that was not
 * made by the run.
 */
@NullMarked
package io.poolbench.substrate;

import org.jspecify.annotations.NullMarked;
