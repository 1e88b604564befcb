package io.poolbench.compare;

import io.poolbench.stats.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A backend's figure over the baseline's, paired within blocks.
 *
 * @param pairs blocks in which both have a usable value
 * @param ratio geometric mean of the ratios; 1 means no difference, 1.1 that the backend's figure
 *     is 10 % higher (which is worse for a latency, better for IOPS)
 * @param interval 95 % Student's t interval on the log-ratios; empty below three pairs
 * @param repeatedInterval 95 % interval that allows for every look at growing data before this one,
 *     never narrower than {@code interval}; the same one when the number of blocks was fixed
 * @param selectedInterval the interval at the level adjusted for having been selected (FCR), only
 *     where the verdict is {@code SLOWER} or {@code FASTER} (it leaves out 1) or {@code EQUIVALENT}
 *     (it lies in the zone); never narrower than {@code interval}
 * @param distributionFree interval from signed ranks; empty below six pairs and above 200
 * @param pValue of 'no difference', allowing for looks; empty below three pairs
 * @param adjustedPValue after Benjamini-Hochberg over the comparison's headline family; empty for
 *     figures outside it
 * @param equivalencePValue of 'outside the zone' (two one-sided tests), allowing for looks but not
 *     for the number of tests; empty below three pairs
 */
public record Ratio(
    int pairs,
    double ratio,
    Optional<Interval> interval,
    Optional<Interval> repeatedInterval,
    Optional<Interval> selectedInterval,
    Optional<Interval> distributionFree,
    OptionalDouble pValue,
    OptionalDouble adjustedPValue,
    OptionalDouble equivalencePValue,
    Verdict verdict) {}
