package io.poolbench.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the lab's kernel and its first process printed. */
final class Console {
  private static final int QUOTED_LINES = 15;

  /** What Debian's kernel says in every lab, and the frames of a stack below what went wrong. */
  private static final String NOISE = "(SELinux|mmapper_init).*| *\\[<[0-9a-f]+>].*";

  private Console() {}

  /** The last lines, each indented, or a word that there are none. */
  static String tail(Path file) {
    try {
      return tail(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
    } catch (IOException e) {
      return "  (its console cannot be read: " + e + ")";
    }
  }

  static String tail(byte[] content) {
    List<String> lines =
        new String(content, StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceAll("\\p{Cntrl}", "").stripTrailing())
            .filter(line -> !line.isEmpty() && !line.matches(NOISE))
            .toList();
    if (lines.isEmpty()) {
      return "  (nothing on its console)";
    }
    return "  "
        + String.join(
            "\n  ", lines.subList(Math.max(0, lines.size() - QUOTED_LINES), lines.size()));
  }
}
