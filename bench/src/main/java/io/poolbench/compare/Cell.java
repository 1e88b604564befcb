package io.poolbench.compare;

import io.poolbench.result.Metric;
import io.poolbench.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure of one backend under one workload.
 *
 * @param values usable values with the block they come from, in block order
 * @param mean geometric mean of the values; empty without values
 * @param interval 95 % interval of that mean; empty below three values
 * @param ratio against the baseline; empty for the baseline itself and where either has no value
 * @param suspect whether a value that entered is marked SUSPECT, be it one of {@code values} or one
 *     of the baseline's in the ratio
 * @param excluded trials left out as INVALID, or because the value is not positive and finite
 */
public record Cell(
    String backend,
    String workload,
    Metric metric,
    List<Value> values,
    OptionalDouble mean,
    Optional<Interval> interval,
    Optional<Ratio> ratio,
    Verdict verdict,
    boolean suspect,
    int excluded) {
  /** A value of one replicate. */
  public record Value(int block, int trial, double value, boolean suspect, boolean outlier) {}
}
