package io.poolbench.vantage;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.ImageFormat;
import io.poolbench.result.Vantage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A volume that no guest has; what is measured on it is written over.
 *
 * @param source as a guest would get it
 * @param disk of which the cache and io modes hold here, too
 * @param below the substrate's devices, whose counters are kept as evidence; none when the bytes
 *     end elsewhere
 */
public record FreeVolume(DiskSource source, DiskSpec disk, List<Path> below) {
  public FreeVolume {
    below = List.copyOf(below);
  }

  /** Why it cannot be measured from a vantage, in words; empty when it can. */
  public Optional<String> against(Vantage vantage) {
    if (source instanceof DiskSource.File file) {
      if (file.secret().isPresent()) {
        return Optional.of("only the guest's QEMU has the passphrase of its encryption");
      }
      return vantage == Vantage.HOST && file.format() != ImageFormat.RAW
          ? Optional.of(
              "the host sees the image's file, not the disk in it: " + file.format().word())
          : Optional.empty();
    }
    return source instanceof DiskSource.Block
        ? Optional.empty()
        : Optional.of("the host has no path to it: QEMU reaches it over the network by itself");
  }

  /** The device or file; {@link #against} has nothing to say. */
  Path path() {
    if (source instanceof DiskSource.File file) {
      return file.path();
    }
    if (source instanceof DiskSource.Block block) {
      return block.path();
    }
    throw new IllegalStateException("the volume has no path");
  }
}
