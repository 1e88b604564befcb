package io.poolbench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which of the host's folders a lab mounts by themselves: those it may change, and those it needs
 * that lie below a folder which is empty in the lab. All others are there through its root.
 *
 * @param modes {@code rw} or {@code ro} by path without symbolic links, outer folders first
 */
record SharedFolders(Map<Path, String> modes) {
  /** Empty in the lab, and of those that are the ones in which a user's files may lie. */
  private static final List<Path> EMPTY = List.of(Path.of("/run"), Path.of("/dev/shm"));

  static SharedFolders of(List<Path> writable, List<Path> readable) throws IOException {
    // a path sorts before what lies below it
    Map<Path, String> modes = new TreeMap<>();
    for (Path wanted : readable) {
      Path real = wanted.toRealPath();
      Path folder = Files.isDirectory(real) ? real : real.getParent();
      if (folder != null
          && EMPTY.stream().anyMatch(e -> folder.startsWith(e) && !folder.equals(e))) {
        modes.put(folder, "ro");
      }
    }
    for (Path folder : writable) {
      modes.put(folder.toRealPath(), "rw");
    }
    return new SharedFolders(Collections.unmodifiableMap(modes));
  }

  /** The first folder whose name a mount option cannot carry, or empty. */
  Optional<Path> unmountable() {
    return modes.keySet().stream()
        .filter(f -> f.toString().matches("(?s).*[,\n\\\\].*"))
        .findFirst();
  }

  /** A line each, as {@code stage2} reads it. */
  String text() {
    StringBuilder text = new StringBuilder();
    modes.forEach((folder, mode) -> text.append(mode).append(' ').append(folder).append('\n'));
    return text.toString();
  }
}
