package io.poolbench.stats;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A ratio that was looked at while its sample grew. Its intervals are repeated confidence intervals
 * and its p-values stay valid whatever made one stop (Jennison & Turnbull, JRSS B 51, 1989); both
 * are wider or larger than those of a sample whose size was fixed beforehand.
 *
 * @param ratio as computed from the sample at the look
 * @param look index into the design's looks
 */
public record SequentialLogRatio(LogRatio estimate, SequentialDesign design, int look)
    implements LogRatio {
  @Override
  public double ratio() {
    return estimate.ratio();
  }

  @Override
  public Optional<Interval> interval(double level) {
    return estimate
        .interval(1 - design.nominal(look, 1 - Preconditions.openUnit("level", level)))
        .map(i -> new Interval(i.low(), i.high(), level));
  }

  @Override
  public OptionalDouble pValue() {
    OptionalDouble nominal = estimate.pValue();
    return nominal.isPresent()
        ? OptionalDouble.of(design.overall(look, nominal.getAsDouble()))
        : nominal;
  }

  @Override
  public OptionalDouble equivalencePValue(EquivalenceZone zone) {
    OptionalDouble nominal = estimate.equivalencePValue(zone);
    return nominal.isPresent()
        ? OptionalDouble.of(design.overall(look, Math.min(1, 2 * nominal.getAsDouble())) / 2)
        : nominal;
  }
}
