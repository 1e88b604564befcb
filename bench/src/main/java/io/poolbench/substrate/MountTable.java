package io.poolbench.substrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What is mounted, lowest first, as the kernel shows it (proc(5), /proc/self/mounts). */
final class MountTable {
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  private MountTable() {}

  /**
   * A mount.
   *
   * @param source what is mounted: a device, or a server's folder
   */
  record Mount(Path mountPoint, String source, String type, String options) {}

  static List<Mount> read() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
        .map(MountTable::parse)
        .toList();
  }

  /** Reads a line; blanks, tabs, line ends and backslashes of a path are octal in it (fstab(5)). */
  static Mount parse(String line) {
    String[] fields = line.split(" ");
    return new Mount(Path.of(unescaped(fields[1])), unescaped(fields[0]), fields[2], fields[3]);
  }

  private static String unescaped(String text) {
    return OCTAL
        .matcher(text)
        .replaceAll(
            code ->
                java.util.regex.Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(code.group(1), 8))));
  }
}
