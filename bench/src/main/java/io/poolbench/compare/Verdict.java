package io.poolbench.compare;

/** What can be said of a backend against the baseline. */
public enum Verdict {
  BASELINE("baseline"),
  SLOWER("slower"),
  FASTER("faster"),
  /** The difference is within the declared zone (two one-sided tests). */
  EQUIVALENT("equivalent"),
  /** Neither a difference nor equivalence could be shown. */
  INCONCLUSIVE("inconclusive"),
  /** Fewer than three pairs: no interval, no verdict. */
  NO_INTERVAL("no interval"),
  /** Nothing valid to compare. */
  NO_DATA("no data");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
