package io.poolbench.compare;

import io.poolbench.result.Statistic.Better;
import io.poolbench.stats.BenjaminiHochberg;
import io.poolbench.stats.EquivalenceZone;
import io.poolbench.stats.FalseCoverageRate;
import io.poolbench.stats.Interval;
import io.poolbench.stats.LogRatio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The ratios that are tested in one report, corrected together for their number; {@code
 * docs/statistics.md} says how a word comes about.
 *
 * <p>Two claims are tested of each ratio, each claim in a family of its own: that it is not 1
 * (Benjamini-Hochberg at q = 5 %), and that it lies in the zone (two one-sided tests, Schuirmann
 * 1987; Benjamini-Hochberg at q = 2.5 %, because each test has one side only). A rejection of rank
 * R of m then means exactly that the interval at level 1 - R · 5 % / m leaves out 1, or lies in the
 * zone: the level at which Benjamini & Yekutieli (JASA 2005) want selected intervals shown. So the
 * word and the interval beside it cannot part, and as that interval is never narrower than the 95 %
 * one, neither can the word and that. A difference whose selected interval lies in the zone is
 * called equivalent: the zone declares what does not matter.
 */
final class TestFamily {
  /** False discovery rate of 'slower' and 'faster', and false coverage rate of intervals shown. */
  static final double Q = 0.05;

  private final Map<LogRatio, Integer> index = new HashMap<>();
  private final EquivalenceZone zone;
  private final BenjaminiHochberg different;
  private final BenjaminiHochberg equivalent;

  /**
   * What can be said of a ratio.
   *
   * @param selectedInterval the interval to show beside a word that was selected for showing
   */
  record Decision(Verdict verdict, double adjustedPValue, Optional<Interval> selectedInterval) {}

  /** A family of the ratios given; those with too few pairs for a p-value are no part of it. */
  TestFamily(List<? extends LogRatio> ratios, EquivalenceZone zone) {
    this.zone = zone;
    List<LogRatio> tested = new ArrayList<>();
    ratios.stream().filter(r -> r.pValue().isPresent()).forEach(tested::add);
    for (int i = 0; i < tested.size(); i++) {
      index.put(tested.get(i), i);
    }
    different = BenjaminiHochberg.of(tested.stream().map(r -> r.pValue().orElseThrow()).toList());
    equivalent =
        BenjaminiHochberg.of(
            tested.stream().map(r -> r.equivalencePValue(zone).orElseThrow()).toList());
  }

  /** Number of ratios tested. */
  int size() {
    return index.size();
  }

  /** Empty when the ratio is no part of the family. */
  Optional<Decision> decide(LogRatio ratio, Better better) {
    Integer i = index.get(ratio);
    if (i == null) {
      return Optional.empty();
    }
    double adjusted = different.adjusted().get(i);
    // The intervals are asked as well: at the last bit of a double, p and interval may differ.
    Optional<Interval> inZone =
        selected(ratio, i, equivalent, Q / 2).filter(s -> s.isWithin(zone.low(), zone.high()));
    if (inZone.isPresent()) {
      return Optional.of(new Decision(Verdict.EQUIVALENT, adjusted, inZone));
    }
    Optional<Interval> aside = selected(ratio, i, different, Q).filter(s -> !s.contains(1));
    if (aside.isPresent()) {
      return Optional.of(new Decision(word(aside.get(), better), adjusted, aside));
    }
    return Optional.of(new Decision(Verdict.INCONCLUSIVE, adjusted, Optional.empty()));
  }

  private Verdict word(Interval aside, Better better) {
    if (aside.isWithin(zone.low(), zone.high())) {
      return Verdict.EQUIVALENT;
    }
    boolean larger = aside.low() > 1;
    return larger == (better == Better.HIGHER) ? Verdict.FASTER : Verdict.SLOWER;
  }

  private Optional<Interval> selected(LogRatio ratio, int i, BenjaminiHochberg tests, double q) {
    List<Boolean> rejected = tests.rejected(q);
    if (!rejected.get(i)) {
      return Optional.empty();
    }
    int rejections = (int) rejected.stream().filter(Boolean::booleanValue).count();
    return ratio.interval(FalseCoverageRate.level(rejections, size(), Q));
  }

  /** The p-value of 'outside the zone', uncorrected. */
  OptionalDouble equivalencePValue(LogRatio ratio) {
    return ratio.equivalencePValue(zone);
  }
}
