package io.poolbench.scenario;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One thing that is wrong with a scenario.
 *
 * @param file the scenario, or the fio job file it names
 * @param line counts from 1; 0 when the file as a whole is meant
 * @param column counts from 1; 0 when not known
 * @param path where in the document, such as {@code backends[2].filesystem}; empty for the whole
 * @param message what was found and what was expected
 * @param suggestion the nearest valid word
 */
public record Problem(
    Path file, int line, int column, String path, String message, Optional<String> suggestion) {
  /** One line for a person: {@code x.yaml:12: backends[2].filesystem: … — did you mean ext4?} */
  public String text() {
    StringBuilder text = new StringBuilder(Printable.text(file.toString(), 200));
    if (line > 0) {
      text.append(':').append(line);
    }
    text.append(": ");
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(message);
    suggestion.ifPresent(word -> text.append(" — did you mean ").append(word).append('?'));
    return text.toString();
  }
}
