package io.poolbench.backend;

import java.nio.file.Path;

/** A volume ready to be attached: a file or device node at {@code path}. */
public record Volume(Path path, ImageFormat format, long sizeBytes) {}
