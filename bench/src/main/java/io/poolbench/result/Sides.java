package io.poolbench.result;

/**
 * Two sides of which something is told, as they stand behind a value.
 *
 * @param first such as {@code when the run began}
 * @param second such as {@code now}
 */
public record Sides(String first, String second) {
  /** A run and what it would be if it were begun now. */
  public static final Sides THEN_AND_NOW = new Sides("when the run began", "now");

  /** {@code kernel: 6.1 when the run began, 6.12 now}. */
  public String differ(String what, Object one, Object other) {
    return "%s: %s %s, %s %s".formatted(what, one, first, other, second);
  }
}
