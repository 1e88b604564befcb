package io.poolbench.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong, so that a user hears of everything at once. */
final class Problems {
  private final Path file;
  private final List<Problem> found = new ArrayList<>();

  Problems(Path file) {
    this.file = file;
  }

  void add(Position at, String path, String message) {
    add(at, path, message, Optional.empty());
  }

  void add(Position at, String path, String message, Optional<String> suggestion) {
    found.add(new Problem(file, at.line(), at.column(), path, message, suggestion));
  }

  /** A problem of another file, which this scenario names. */
  void addOf(Path otherFile, int line, String path, String message, Optional<String> suggestion) {
    found.add(new Problem(otherFile, line, 0, path, message, suggestion));
  }

  int count() {
    return found.size();
  }

  /** Throws when anything is wrong; the scenario's own problems first, by line. */
  void throwIfAny() throws InvalidScenarioException {
    if (found.isEmpty()) {
      return;
    }
    throw new InvalidScenarioException(
        found.stream()
            .sorted(
                Comparator.comparing((Problem p) -> !p.file().equals(file))
                    .thenComparingInt(Problem::line)
                    .thenComparingInt(Problem::column))
            .toList());
  }

  /** For what makes reading on pointless. */
  static InvalidScenarioException fatal(
      Path file, Position at, String path, String message, Optional<String> suggestion) {
    return new InvalidScenarioException(
        List.of(new Problem(file, at.line(), at.column(), path, message, suggestion)));
  }
}
