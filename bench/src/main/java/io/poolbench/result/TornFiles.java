package io.poolbench.result;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a killed process was writing: {@code .<name>.part}, a file or a trial's folder. */
final class TornFiles {
  private TornFiles() {}

  static boolean isTorn(String name) {
    return name.startsWith(".") && name.endsWith(".part");
  }

  /** Deletes those directly in a folder. */
  static void remove(Path folder) throws IOException {
    List<Path> torn;
    try (Stream<Path> entries = Files.list(folder)) {
      torn = entries.filter(entry -> isTorn(String.valueOf(entry.getFileName()))).toList();
    }
    for (Path entry : torn) {
      Files.walkFileTree(entry, new Deleting());
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
        throws IOException {
      if (problem != null) {
        throw problem;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
