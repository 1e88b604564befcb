package io.poolbench.substrate;

import java.nio.file.Path;

/**
 * A block device, or a partition of one, that a backend has to itself for a trial.
 *
 * @param device its node, such as {@code /dev/loop0}
 * @param sizeBytes how much of it may be used, from its start
 */
public record Place(Path device, long sizeBytes) {}
