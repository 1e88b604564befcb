package io.poolbench.backend;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A volume ready to be attached.
 *
 * @param path the file or device node; empty when only QEMU reaches it
 */
public record Volume(Optional<Path> path, ImageFormat format, long sizeBytes) {
  /** The path of one that this machine's kernel reaches. */
  public Path localPath() {
    return path.orElseThrow(() -> new IllegalStateException("the volume has no path"));
  }
}
