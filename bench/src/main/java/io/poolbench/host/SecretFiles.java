package io.poolbench.host;

import io.poolbench.backend.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** Files with a password in them: there, and closed to everybody but their owner. */
final class SecretFiles {
  private SecretFiles() {}

  /** What is wrong with the file; its content is not looked at. */
  static Optional<Capabilities.Missing> missing(Requirement.SecretFile wanted) {
    Path file = wanted.path();
    String named = file + ", which is to hold " + wanted.content() + ",";
    if (!Files.exists(file)) {
      return Optional.of(
          new Capabilities.Missing(named + " is not there", "write it, and: chmod 600 " + file));
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(
          new Capabilities.Missing(named + " is no regular file", "name the file itself"));
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.contains(PosixFilePermission.OTHERS_READ)
          || permissions.contains(PosixFilePermission.GROUP_READ)) {
        return Optional.of(
            new Capabilities.Missing(
                named + " can be read by more than its owner", "chmod 600 " + file));
      }
    } catch (IOException e) {
      return Optional.of(
          new Capabilities.Missing(named + " cannot be looked at: " + e, "run as root"));
    }
    return Optional.empty();
  }
}
