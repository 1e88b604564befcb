package io.poolbench.run;

import io.poolbench.backend.StorageBackend;
import io.poolbench.host.Capabilities;
import io.poolbench.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What stands in the way of a scenario, found before anything is created. */
public final class Preflight {
  private static final long SPARE_BYTES = 512L << 20;

  private Preflight() {}

  /** The backends this machine cannot provision, each with its reasons; empty when it can all. */
  public static Map<String, List<String>> unprovisionable(
      Scenario scenario, Capabilities capabilities) {
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (StorageBackend backend : scenario.backends()) {
      List<String> missing =
          capabilities.missing(backend.requirements()).stream()
              .map(Capabilities.Missing::toString)
              .toList();
      if (!missing.isEmpty()) {
        reasons.put(backend.name(), missing);
      }
    }
    return reasons;
  }

  /**
   * What the work folder lacks, in sentences; empty when it will do.
   *
   * @param qemuUser the user that QEMU runs as, when it is not this one
   */
  public static List<String> workFolderProblems(
      Scenario scenario, Path workFolder, OptionalLong qemuUser) throws IOException {
    Path existing = existing(workFolder);
    List<String> problems = new ArrayList<>();
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      problems.add(
          "the work folder "
              + workFolder
              + " cannot be made: "
              + existing
              + " is not a writable folder; choose another with --work-dir");
      return problems;
    }
    long needed = scenario.substrate().fileBytes() + SPARE_BYTES;
    long free = Files.getFileStore(existing).getUsableSpace();
    if (free < needed) {
      problems.add(
          "the work folder %s has %d MiB free, the run needs %d MiB; choose another with --work-dir, or a smaller substrate"
              .formatted(workFolder, free >> 20, needed >> 20));
    }
    closedTo(qemuUser, existing)
        .ifPresent(
            closed ->
                problems.add(
                    "the work folder %s cannot be reached by QEMU, which runs as user %d: %s is closed to it; choose another with --work-dir, or: chmod o+x %s"
                        .formatted(workFolder, qemuUser.orElseThrow(), closed, closed)));
    return problems;
  }

  /** A folder, or the nearest one above it that is there. */
  static Path existing(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    return existing;
  }

  /** The first folder on the way that a user other than root may not enter. */
  private static Optional<Path> closedTo(OptionalLong user, Path folder) throws IOException {
    if (user.isEmpty() || user.getAsLong() == 0) {
      return Optional.empty();
    }
    Path real = folder.toRealPath();
    for (int names = 1; names <= real.getNameCount(); names++) {
      Path above = Path.of("/").resolve(real.subpath(0, names));
      boolean owner =
          Files.getAttribute(above, "unix:uid") instanceof Integer uid && uid == user.getAsLong();
      boolean open =
          Files.getPosixFilePermissions(above)
              .contains(
                  owner ? PosixFilePermission.OWNER_EXECUTE : PosixFilePermission.OTHERS_EXECUTE);
      // what an access control list adds shows in the group's permissions
      boolean perhaps =
          Files.getPosixFilePermissions(above).contains(PosixFilePermission.GROUP_EXECUTE);
      if (!open && !perhaps) {
        return Optional.of(above);
      }
    }
    return Optional.empty();
  }
}
