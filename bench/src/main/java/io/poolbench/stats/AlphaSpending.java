package io.poolbench.stats;

/**
 * How much of the error rate may be used up by a look that comes before the last one: alpha times
 * the square of the share of replicates seen. Little is spent early, when the spread is hardly
 * known, so that the last look decides nearly as a single one would.
 *
 * <p>Source: Kim & DeMets, Biometrika 74 (1987), the power family with rho = 2, in the frame of Lan
 * & DeMets, Biometrika 70 (1983).
 */
final class AlphaSpending {
  private AlphaSpending() {}

  /** The share of alpha spent once {@code n} of {@code most} replicates are seen, 0 to 1. */
  static double share(int n, int most) {
    double seen = Math.min(1, (double) n / most);
    return seen * seen;
  }
}
