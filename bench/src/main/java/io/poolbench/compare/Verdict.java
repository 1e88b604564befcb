package io.poolbench.compare;

/** What can be said of a backend against the baseline. */
public enum Verdict {
  BASELINE("baseline"),
  SLOWER("slower"),
  FASTER("faster"),
  /**
   * The difference is within the declared zone (two one-sided tests), and so does not matter, even
   * where it is certain that there is one.
   */
  EQUIVALENT("equivalent"),
  /** Neither a difference nor equivalence could be shown. */
  INCONCLUSIVE("inconclusive"),
  /**
   * No word for this figure: it is no headline figure, and only those are corrected for their
   * number. It has a ratio and an interval.
   */
  UNTESTED("not tested"),
  /** Fewer than three pairs: no interval, no verdict. */
  NO_INTERVAL("no interval"),
  /** Nothing valid to compare: no block has a usable value of both. */
  NO_DATA("no data");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
