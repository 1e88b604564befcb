package io.poolbench.report;

import io.poolbench.result.ResultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A report's folder: written beside, then put in place by renaming. */
final class ReportFolder {
  private final Path root;
  private final Path path;

  ReportFolder(Path reportsRoot, String run) {
    root = reportsRoot.toAbsolutePath().normalize();
    path = root.resolve(run).normalize();
    if (!root.equals(path.getParent())) {
      throw new ResultException("the run's name " + run + " cannot be that of a folder");
    }
  }

  Path path() {
    return path;
  }

  void write(Map<String, String> files) {
    String suffix = "." + ProcessHandle.current().pid();
    Path part = root.resolve("." + path.getFileName() + suffix + ".part");
    Path old = root.resolve("." + path.getFileName() + suffix + ".old");
    try {
      Files.createDirectories(part);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(part.resolve(file.getKey()), file.getValue());
      }
      if (Files.isDirectory(path)) {
        Files.move(path, old);
        keepFilesOfOthers(old, part, files);
      }
      Files.move(part, path);
      if (Files.isDirectory(old)) {
        for (String name : files.keySet()) {
          Files.deleteIfExists(old.resolve(name));
        }
        Files.delete(old);
      }
    } catch (IOException e) {
      throw new ResultException("cannot write the report to " + path + ": " + e, e);
    }
  }

  private static void keepFilesOfOthers(Path old, Path part, Map<String, String> ours)
      throws IOException {
    List<Path> entries;
    try (Stream<Path> listed = Files.list(old)) {
      entries = listed.toList();
    }
    for (Path entry : entries) {
      String name = String.valueOf(entry.getFileName());
      if (!ours.containsKey(name)) {
        Files.move(entry, part.resolve(name));
      }
    }
  }
}
