package io.poolbench.cli;

/** Exit codes of every command. */
final class ExitCodes {
  static final int OK = 0;

  /** A figure is slower than it was. */
  static final int REGRESSION = 1;

  /** Bad input or an unmet requirement; nothing was touched. */
  static final int REFUSED = 2;

  /** The run is not complete; what was measured is stored. */
  static final int INCOMPLETE = 3;

  static final int INTERNAL_ERROR = 4;

  private ExitCodes() {}
}
