package io.poolbench.run;

import java.nio.file.Path;

/**
 * How a plan is to be carried out.
 *
 * @param workFolder where substrate files and mount points are made; each run has a folder in it
 * @param version poolbench's own version
 */
public record RunSettings(Path workFolder, String version) {}
