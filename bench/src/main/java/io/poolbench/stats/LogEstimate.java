package io.poolbench.stats;

/**
 * An estimate on the logarithm that is Student's t about the truth.
 *
 * @param value the estimate
 * @param standardError of it; 0 when the values do not differ within their resolution
 * @param degreesOfFreedom of the standard error, positive; need not be whole
 */
record LogEstimate(double value, double standardError, double degreesOfFreedom) {
  /** The interval, carried back by exp. */
  Interval interval(double level) {
    Preconditions.openUnit("level", level);
    double margin =
        standardError == 0 ? 0 : StudentT.twoSidedQuantile(degreesOfFreedom, level) * standardError;
    return new Interval(Math.exp(value - margin), Math.exp(value + margin), level);
  }

  /** Two-sided p-value of the truth being 0. */
  double pValueOfZero() {
    if (standardError == 0) {
      return value == 0 ? 1 : 0;
    }
    return Math.min(1, 2 * StudentT.upperTail(degreesOfFreedom, Math.abs(value) / standardError));
  }

  /** P-value of the truth lying outside (-bound, bound): the larger of the two one-sided ones. */
  double pValueOfBeyond(double bound) {
    double room = bound - Math.abs(value);
    if (standardError == 0) {
      return room >= 0 ? 0 : 1;
    }
    return StudentT.upperTail(degreesOfFreedom, room / standardError);
  }
}
