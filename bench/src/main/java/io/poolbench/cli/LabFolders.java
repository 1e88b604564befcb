package io.poolbench.cli;

import io.poolbench.guest.ApplianceCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where labs lie on the host. */
final class LabFolders {
  private LabFolders() {}

  /** The user's cache of all that poolbench keeps. */
  static Path cache() {
    Path appliances = ApplianceCache.ofUser().directory();
    Path parent = appliances.getParent();
    return parent == null ? appliances : parent;
  }

  /** The folder named, else the usual one, else one of this user where that cannot be written. */
  static Path work(@Nullable Path named) {
    if (named != null) {
      return named.toAbsolutePath().normalize();
    }
    return canBeMade(SharedOptions.USUAL_WORK_FOLDER) ? SharedOptions.USUAL_WORK_FOLDER : ofUser();
  }

  /** The folders in whose folders the journals of labs lie, those of them that can be read. */
  static List<Path> journals(Path workFolder) {
    return Stream.of(workFolder, ofUser()).distinct().filter(Files::isReadable).toList();
  }

  /** Where labs of somebody lie who may not write the usual work folder. */
  private static Path ofUser() {
    return cache().resolve("lab-work");
  }

  private static boolean canBeMade(Path folder) {
    Path existing = folder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return Files.isDirectory(existing) && Files.isWritable(existing);
  }
}
