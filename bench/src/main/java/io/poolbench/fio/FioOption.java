package io.poolbench.fio;

import java.util.Optional;

/**
 * One option as written.
 *
 * @param name fio's word, not yet checked
 * @param value empty for a bare word such as {@code time_based}
 * @param line 1-based line, 0 where it was not written in a file
 */
public record FioOption(String name, Optional<String> value, int line) {

  /** The name aliases stand for: {@code rw} for {@code readwrite}. */
  public String canonicalName() {
    return FioWords.canonical(name);
  }

  /** The line as fio reads it, without blanks round {@code =}: fio refuses {@code rw = read}. */
  String render() {
    return value.map(v -> name + "=" + v).orElse(name);
  }
}
