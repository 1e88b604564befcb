/**
 * I/O from the host itself, on a device or a file: JMH drives it, in a JVM of its own that dies
 * with this one, and every latency is kept. Start at {@link io.poolbench.hostio.HostIo}. Never
 * decides what may be written: a caller owns its target.
 */
@NullMarked
package io.poolbench.hostio;

import org.jspecify.annotations.NullMarked;
