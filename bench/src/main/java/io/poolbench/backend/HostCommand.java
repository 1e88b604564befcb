package io.poolbench.backend;

import java.util.List;

/**
 * A program to run on the host.
 *
 * @param words the program and its arguments, no shell
 */
public record HostCommand(List<String> words) {
  public HostCommand {
    words = List.copyOf(words);
  }

  static HostCommand of(String... words) {
    return new HostCommand(List.of(words));
  }
}
