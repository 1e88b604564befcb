package io.poolbench.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs on the search path, and where an ordinary user's search path does not look. */
final class Programs {
  private Programs() {}

  static Optional<Path> find(String name) {
    String path = System.getenv("PATH");
    List<String> folders = new ArrayList<>(List.of((path == null ? "" : path).split(":")));
    folders.addAll(List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin"));
    return folders.stream()
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
