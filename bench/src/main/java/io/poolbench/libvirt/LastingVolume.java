package io.poolbench.libvirt;

import io.poolbench.lease.Lease;
import java.nio.file.Path;

/**
 * A volume that ending its pool does not take away, since it lies on somebody's server.
 *
 * @param lease deletes it
 */
public record LastingVolume(Path path, Lease lease) {}
