package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Filesystems made and mounted on a substrate. */
public final class Mounts {
  private static final Pattern USER = Pattern.compile("\\b((?:username|domain)=)[^,]*");

  private Mounts() {}

  /** Runs mkfs on a device that the run made. */
  public static void makeFilesystem(List<String> mkfs) throws InterruptedException {
    Command.check(mkfs.toArray(String[]::new));
  }

  /**
   * Mounts {@code device} on the folder {@code mountPoint}.
   *
   * @param options beside those of every mount
   */
  public static Lease mount(
      Journal journal, Path device, String filesystem, List<String> options, Path mountPoint)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("nosuid", "nodev", "noexec"));
    all.addAll(options);
    return journal.acquire(
        new Creation(MountUndoer.KIND, real(mountPoint).toString(), Map.of()),
        () ->
            Command.check(
                "mount",
                "-t",
                filesystem,
                "-o",
                String.join(",", all),
                device.toString(),
                mountPoint.toString()));
  }

  /**
   * Makes a folder whose later mounts a running guest's QEMU sees too. libvirt gives each QEMU a
   * mount namespace of its own, which learns of a mount made afterwards only where the mount above
   * it is shared; systemd shares the root, other machines do not.
   */
  public static Lease share(Journal journal, Path folder) throws Exception {
    return journal.acquire(
        new Creation(MountUndoer.KIND, real(folder).toString(), Map.of()),
        () -> {
          Command.check("mount", "--bind", folder.toString(), folder.toString());
          return Command.check("mount", "--make-shared", folder.toString());
        });
  }

  /**
   * Type and options of what is mounted on {@code mountPoint}, as the kernel shows them, but for
   * the user that a server knows.
   */
  public static Optional<String> inEffect(Path mountPoint) throws IOException {
    return topmost(mountPoint)
        .map(mount -> mount.type() + " " + USER.matcher(mount.options()).replaceAll("$1…"));
  }

  /** What is mounted on {@code mountPoint}: a device, or a server's folder. */
  public static Optional<String> source(Path mountPoint) throws IOException {
    return topmost(mountPoint).map(MountTable.Mount::source);
  }

  private static Optional<MountTable.Mount> topmost(Path mountPoint) throws IOException {
    Path real = real(mountPoint);
    return MountTable.read().stream()
        .filter(mount -> mount.mountPoint().equals(real))
        .reduce((below, above) -> above);
  }

  /**
   * Which of the options are not in effect on {@code mountPoint}, each with the value that is;
   * {@code vers=4} is, as {@code vers=4.2}.
   */
  public static List<String> missing(Path mountPoint, List<String> options) throws IOException {
    List<String> inEffect =
        topmost(mountPoint).map(m -> List.of(m.options().split(","))).orElse(List.of());
    return missing(inEffect, options);
  }

  static List<String> missing(List<String> inEffect, List<String> options) {
    List<String> missing = new ArrayList<>();
    for (String option : options) {
      if (inEffect.stream().noneMatch(e -> e.equals(option) || e.startsWith(option + "."))) {
        String name = option.replaceFirst("=.*", "=");
        missing.add(
            option
                + inEffect.stream()
                    .filter(e -> name.endsWith("=") && e.startsWith(name))
                    .findFirst()
                    .map(e -> " (but " + e + ")")
                    .orElse(""));
      }
    }
    return missing;
  }

  /** What a filesystem mounted on {@code mountPoint} turned out to be, by name; else empty. */
  public static Map<String, String> effective(Path mountPoint) throws IOException {
    Optional<String> mounted = inEffect(mountPoint);
    if (mounted.isEmpty()) {
      return Map.of();
    }
    Map<String, String> effective = new LinkedHashMap<>();
    effective.put("mounted as", mounted.get());
    effective.put(
        "filesystem block size", String.valueOf(Files.getFileStore(mountPoint).getBlockSize()));
    return effective;
  }

  /** The path as the kernel's table of mounts names it: without symbolic links. */
  private static Path real(Path path) throws IOException {
    return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
  }
}
