package io.poolbench.backend;

import java.util.List;

/**
 * A program to run on the host.
 *
 * @param words the program and its arguments, no shell
 * @param readsPassphrase whether it is given the passphrase of the trial's volume, without an end
 *     of line, on its standard input
 */
public record HostCommand(List<String> words, boolean readsPassphrase) {
  public HostCommand {
    words = List.copyOf(words);
  }

  static HostCommand of(String... words) {
    return new HostCommand(List.of(words), false);
  }
}
