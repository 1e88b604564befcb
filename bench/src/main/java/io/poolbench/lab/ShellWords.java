package io.poolbench.lab;

import java.util.List;
import java.util.stream.Collectors;

/** Words as a POSIX shell reads them back, whatever is in them. */
final class ShellWords {
  private ShellWords() {}

  static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  static String quote(List<String> words) {
    return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }
}
