package io.poolbench.cli;

/** What is known of the terminal. */
final class Terminal {
  private static final int DEFAULT_WIDTH = 100;

  private Terminal() {}

  /** Whether a person watches: both standard input and output are a terminal. */
  static boolean isInteractive() {
    return System.console() != null;
  }

  static boolean colours() {
    return isInteractive() && System.getenv("NO_COLOR") == null;
  }

  /** Columns, from COLUMNS when it is set. */
  static int width() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("\\d{2,4}")
        ? Integer.parseInt(columns)
        : DEFAULT_WIDTH;
  }
}
