package io.poolbench.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the fio job file a workload names, and keeps to the scenario's folder. */
final class JobFileReader {
  private static final String KEY = "fio_file";
  private static final int MAX_LISTED = 1000;

  private final Path scenario;
  private final Path folder;
  private final Section section;

  JobFileReader(Path scenario, Section section) {
    this.scenario = scenario;
    Path parent = scenario.toAbsolutePath().normalize().getParent();
    this.folder = Objects.requireNonNullElse(parent, Path.of("/"));
    this.section = section;
  }

  /**
   * A job file that was read.
   *
   * @param path as a user who named the scenario would name it
   */
  record Found(Path path, JobFile file) {}

  /** Empty after a problem was added. */
  Optional<Found> read() {
    return section.text(KEY).flatMap(this::read);
  }

  private Optional<Found> read(String relative) {
    try {
      Path path = folder.resolve(relative).normalize();
      if (Path.of(relative).isAbsolute() || !path.startsWith(folder) || escapesByLink(path)) {
        section.problem(
            KEY,
            Printable.quote(relative)
                + " leads out of the scenario's folder; expected a job file inside it, by a"
                + " relative path such as jobs/oltp.fio");
        return Optional.empty();
      }
      if (!Files.exists(path)) {
        List<String> jobFiles = jobFiles();
        section.problem(
            KEY,
            Printable.quote(relative)
                + ": no such file; expected a fio job file relative to the scenario's folder",
            Nearest.of(relative, jobFiles));
        return Optional.empty();
      }
      return Optional.of(
          new Found(
              scenario.resolveSibling(relative),
              new JobFile(
                  folder.relativize(path).toString(), TextFile.read(path, "a fio job file"))));
    } catch (TextFile.Unreadable e) {
      section.problem(KEY, Printable.quote(relative) + " " + e.getMessage());
    } catch (IOException | InvalidPathException e) {
      section.problem(KEY, Printable.quote(relative) + " cannot be a file here");
    }
    return Optional.empty();
  }

  private boolean escapesByLink(Path path) throws IOException {
    return Files.exists(path) && !path.toRealPath().startsWith(folder.toRealPath());
  }

  private List<String> jobFiles() throws IOException {
    try (Stream<Path> files = Files.find(folder, 2, (p, a) -> p.toString().endsWith(".fio"))) {
      return files.limit(MAX_LISTED).map(p -> folder.relativize(p).toString()).sorted().toList();
    } catch (UncheckedIOException e) {
      return List.of();
    }
  }
}
