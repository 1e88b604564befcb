package io.poolbench.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes that {@code /proc} shows, which are those of this PID namespace. */
final class Processes {
  private static final int LONGEST_NAME = 64;

  private Processes() {}

  /** Their folders below {@code /proc}. */
  static List<Path> all(Path proc) {
    return BlockDevice.entries(proc).stream()
        .filter(entry -> String.valueOf(entry.getFileName()).matches("\\d+"))
        .toList();
  }

  /** Such as {@code process 4711 (qemu-system-x86)}. */
  static String words(Path process) {
    String name = "its name unknown";
    try (InputStream stream = Files.newInputStream(process.resolve("comm"))) {
      name = BlockDevice.text(stream.readNBytes(LONGEST_NAME));
    } catch (IOException e) {
      // it ended in between
    }
    boolean own = String.valueOf(process.getFileName()).equals("" + ProcessHandle.current().pid());
    return (own ? "poolbench itself, process " : "process ")
        + process.getFileName()
        + " ("
        + name
        + ")";
  }
}
