package io.poolbench.cli;

import java.io.Console;

/** What is known of the terminal. */
final class Terminal {
  private static final int DEFAULT_WIDTH = 100;

  private Terminal() {}

  /** Whether a person watches: both standard input and output are a terminal. */
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // from Java 22 on there is a console without a terminal, too
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      return true;
    }
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
