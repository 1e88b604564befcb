package io.poolbench.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key a scenario may hold. The loader, the JSON Schema and its documentation all follow this.
 *
 * @param defaultText what holds when the key is left out, as a user would write it
 * @param meaning one line for the user
 */
record Key(String name, Form form, boolean required, Optional<String> defaultText, String meaning) {
  /** What a key's value looks like. */
  sealed interface Form {
    /**
     * One of a few words.
     *
     * @param noun what each of them is, with its article, such as {@code a filesystem}
     * @param later words that mean something, but not in this version
     * @param refused words that mean something that cannot be had, and why
     */
    record Word(String noun, List<String> words, List<String> later, Map<String, String> refused)
        implements Form {
      Word(String noun, List<String> words, List<String> later) {
        this(noun, words, later, Map.of());
      }
    }

    /** Bytes with a unit, between two bounds and a multiple of {@code step}. */
    record Size(long min, long max, long step) implements Form {}

    /** A whole number between two bounds. */
    record Whole(long min, long max) implements Form {}

    /** {@code 2%} or {@code 0.02}; more than 0, at most {@code max}. */
    record Fraction(double max) implements Form {}

    /** A length of time with a unit ({@code s}, {@code m}, {@code h}), in seconds. */
    record Span(long minSeconds, long maxSeconds) implements Form {}

    /** A label that is safe in file names, XML and HTML. */
    record Name() implements Form {}

    /** Free text on one line. */
    record Line(int maxLength) implements Form {}

    /** A part with keys of its own, or a list of such. */
    record Part() implements Form {}

    /** Never accepted; the message says why. */
    record Refused(String message) implements Form {}
  }

  static Key required(String name, Form form, String meaning) {
    return new Key(name, form, true, Optional.empty(), meaning);
  }

  static Key optional(String name, Form form, String meaning) {
    return new Key(name, form, false, Optional.empty(), meaning);
  }

  static Key optional(String name, Form form, String defaultText, String meaning) {
    return new Key(name, form, false, Optional.of(defaultText), meaning);
  }

  static Key refused(String name, String message) {
    return new Key(name, new Form.Refused(message), false, Optional.empty(), message);
  }

  boolean accepted() {
    return !(form instanceof Form.Refused);
  }
}
