package io.poolbench.stats;

/**
 * Intervals shown because a test selected them miss more often than their level says; at the level
 * given here, on average at most a fraction q of those shown miss.
 *
 * <p>Source: Benjamini & Yekutieli, "False Discovery Rate-Adjusted Multiple Confidence Intervals
 * for Selected Parameters", JASA 100 (2005).
 */
public final class FalseCoverageRate {
  private FalseCoverageRate() {}

  /**
   * The confidence level 1 - selected * q / tested.
   *
   * @param selected how many intervals are shown, from 1 to {@code tested}
   * @param tested how many could have been
   * @param q false coverage rate, between 0 and 1: 0.05
   */
  public static double level(int selected, int tested, double q) {
    if (selected < 1 || selected > tested) {
      throw new IllegalArgumentException(
          "selected is " + selected + ": must be from 1 to tested, which is " + tested);
    }
    return 1 - selected * Preconditions.openUnit("q", q) / tested;
  }
}
