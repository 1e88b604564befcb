package io.poolbench.result;

/**
 * One row of {@code samples.csv}.
 *
 * @param vantage where it was measured: {@code guest}
 * @param validity {@code VALID}, {@code SUSPECT} or {@code INVALID}
 * @param place see {@link RunRecord}; figures of different places do not compare
 */
public record Sample(
    String run,
    int replicate,
    String backend,
    String vantage,
    String workload,
    String metric,
    String unit,
    double value,
    String validity,
    String place) {}
