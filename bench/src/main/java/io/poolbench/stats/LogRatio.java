package io.poolbench.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/** A ratio of two sides, estimated on the logarithm, with what can be inferred of it. */
public sealed interface LogRatio permits PairedLogRatio, UnpairedLogRatio, SequentialLogRatio {
  /** 1.05 means that the numerator is 5 % larger than the denominator. */
  double ratio();

  /**
   * The interval of the ratio; empty where there are too few values.
   *
   * @param level confidence level between 0 and 1, 0.95 for 95 %
   */
  Optional<Interval> interval(double level);

  /**
   * Two-sided p-value of the ratio being 1; empty where there are too few values. At most alpha
   * exactly when the interval at level 1 - alpha leaves 1 out.
   */
  OptionalDouble pValue();

  /**
   * P-value of the ratio lying outside the zone, by two one-sided tests (Schuirmann 1987): small
   * means equivalent. At most alpha exactly when the interval at level 1 - 2 alpha lies in the
   * zone, so a claim that is to agree with a 95 % interval takes alpha = 0.025. Empty where there
   * are too few values.
   */
  OptionalDouble equivalencePValue(EquivalenceZone zone);
}
