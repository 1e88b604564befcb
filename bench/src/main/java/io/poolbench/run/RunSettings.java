package io.poolbench.run;

import java.nio.file.Path;

/**
 * How a scenario is to be run.
 *
 * @param uri libvirt connection, as virsh takes it
 * @param workFolder where substrate files and mount points are made; each run has a folder in it
 * @param seed seed of the order and of the guests' random offsets
 * @param version poolbench's own version
 */
public record RunSettings(String uri, Path workFolder, long seed, String version) {}
