package io.poolbench.scenario;

import java.util.Optional;

/** A value that does not have the form its key asks for. */
final class Mismatch extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Optional<String> suggestion;

  Mismatch(String message, Optional<String> suggestion) {
    super(message);
    this.suggestion = suggestion;
  }

  Optional<String> suggestion() {
    return suggestion;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
