package io.poolbench.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/** Quantiles and tails of Student's t (Student, "The probable error of a mean", 1908). */
final class StudentT {
  private StudentT() {}

  /** The t with probability {@code level} between -t and t. */
  static double twoSidedQuantile(double degreesOfFreedom, double level) {
    return TDistribution.of(degreesOfFreedom)
        .inverseSurvivalProbability((1 - Preconditions.openUnit("level", level)) / 2);
  }

  /** P(T > t). */
  static double upperTail(double degreesOfFreedom, double t) {
    return TDistribution.of(degreesOfFreedom).survivalProbability(t);
  }
}
