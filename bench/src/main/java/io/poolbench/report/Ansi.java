package io.poolbench.report;

import io.poolbench.compare.Verdict;

/**
 * Colours of a terminal (ECMA-48).
 *
 * @param coloured whether any are used
 */
record Ansi(boolean coloured) {
  static final String BOLD = "\u001b[1m";
  static final String DIM = "\u001b[2m";
  static final String RED = "\u001b[31m";
  static final String YELLOW = "\u001b[33m";
  private static final String GREEN = "\u001b[32m";
  private static final String CYAN = "\u001b[36m";
  private static final String OFF = "\u001b[0m";

  String paint(String text, String style) {
    return coloured && !style.isEmpty() ? style + text + OFF : text;
  }

  static String of(Verdict verdict) {
    return switch (verdict) {
      case SLOWER -> RED;
      case FASTER -> GREEN;
      case EQUIVALENT -> CYAN;
      case INCONCLUSIVE -> YELLOW;
      case BASELINE, UNTESTED, NO_INTERVAL, NO_DATA -> DIM;
    };
  }
}
