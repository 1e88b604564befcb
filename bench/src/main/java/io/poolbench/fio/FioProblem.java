package io.poolbench.fio;

import java.util.Optional;

/**
 * Something in a job file that fio or poolbench would not accept.
 *
 * @param line 1-based line, 0 where the job was not written as a file
 * @param section the section's name, empty before the first
 * @param option the option's name as written, empty when the section itself is at fault
 * @param message what is wrong and what was expected
 * @param suggestion the nearest valid word, where there is one
 */
public record FioProblem(
    int line, String section, String option, String message, Optional<String> suggestion) {

  @Override
  public String toString() {
    String where = (line > 0 ? "line " + line + ": " : "") + "[" + section + "] ";
    String what = option.isEmpty() ? "" : option + ": ";
    return where + what + message + suggestion.map(s -> " (did you mean " + s + "?)").orElse("");
  }
}
