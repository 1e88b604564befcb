package io.poolbench.lab;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What of apt(8) and dpkg(1) any user may use: asking, fetching and unpacking. */
final class Apt {
  private static final Duration ASKING = Duration.ofSeconds(60);
  private static final Duration FETCHING = Duration.ofMinutes(15);
  private static final Duration UNPACKING = Duration.ofMinutes(5);

  /** The folders that a merged-/usr Debian has as links, and an older one has not. */
  private static final List<String> MERGED =
      List.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");

  /**
   * Unpacks each package of a folder. Not dpkg-deb alone, whose own tar gives files their owner and
   * set-uid bits; through a file, since a pipe's exit status is the last program's only.
   */
  private static final String UNPACK =
      "umask 022; for deb in \"$1\"/*.deb; do"
          + " dpkg-deb --fsys-tarfile \"$deb\" >\"$1/data.tar\" &&"
          + " tar -x -f \"$1/data.tar\" -C \"$2\""
          + " --keep-directory-symlink --no-same-owner --no-same-permissions || exit 1; done";

  private Apt() {}

  static boolean isHere() {
    return Programs.find("apt-get").isPresent() && Programs.find("dpkg-deb").isPresent();
  }

  /** Those of the packages that are not installed, in their order. */
  static List<String> notInstalled(List<String> names) throws InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\\n"));
    command.addAll(names);
    // exits with 1 where it knows nothing of one of them, and prints the others
    List<String> known = Command.run(ASKING, command).output().lines().toList();
    return names.stream().filter(name -> !known.contains(name + " installed")).distinct().toList();
  }

  /**
   * What would be installed with these packages.
   *
   * @throws CommandException with apt's words, where it knows no such package or cannot have it
   */
  static List<PackageVersion> simulate(List<String> names) throws InterruptedException {
    return PackageVersion.of(Command.check(ASKING, simulation(names)).output());
  }

  static List<String> simulation(List<String> names) {
    List<String> command =
        new ArrayList<>(List.of("apt-get", "--simulate", "install", "--no-install-recommends"));
    command.addAll(names);
    return command;
  }

  /**
   * Fetches packages into a folder; apt checks them against its signed lists.
   *
   * @throws CommandException with apt's words
   */
  static void fetch(List<PackageVersion> packages, Path into) throws InterruptedException {
    Command.check(FETCHING, download(packages, into));
  }

  static List<String> download(List<PackageVersion> packages, Path into) {
    // apt fetches into the current folder; as root it would otherwise ask for one that _apt can
    // write
    List<String> command =
        new ArrayList<>(
            List.of("env", "--chdir=" + into, "apt-get", "-q", "-o", "APT::Sandbox::User=root"));
    command.add("download");
    packages.forEach(p -> command.add(p.toString()));
    return command;
  }

  /**
   * Unpacks all packages of a folder into a new tree, as files of this user, none of them set-uid.
   */
  static void unpack(Path packages, Path tree) throws IOException, InterruptedException {
    Files.createDirectory(tree);
    for (String name : MERGED) {
      Path here = Path.of("/", name);
      if (Files.isSymbolicLink(here)) {
        // else a folder of the tree would hide the machine's link
        Path target = Files.readSymbolicLink(here);
        Files.createDirectories(tree.resolve(Path.of("/").relativize(here.resolveSibling(target))));
        Files.createSymbolicLink(tree.resolve(name), target);
      }
    }
    Command.check(
        UNPACKING, List.of("/bin/sh", "-c", UNPACK, "sh", packages.toString(), tree.toString()));
  }
}
