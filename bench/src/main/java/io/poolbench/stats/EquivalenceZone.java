package io.poolbench.stats;

/**
 * The ratios too close to 1 to matter: from 1 / (1 + fraction) to 1 + fraction. Symmetric in the
 * logarithm, so that swapping backend and baseline never changes a verdict; the same convention as
 * 80-125 % in bioequivalence (Schuirmann, J. Pharmacokinet. Biopharm. 15, 1987; Chow & Liu, 2009).
 *
 * @param fraction how much larger still counts as equal: 0.02 for 2 %; positive and finite
 */
public record EquivalenceZone(double fraction) {
  /** Refuses a fraction that is not positive and finite. */
  public EquivalenceZone {
    Preconditions.positive("equivalence zone", fraction);
  }

  /** The smallest ratio of the zone: 1 / (1 + fraction). */
  public double low() {
    return 1 / (1 + fraction);
  }

  /** The largest ratio of the zone: 1 + fraction. */
  public double high() {
    return 1 + fraction;
  }

  double logHalfWidth() {
    return Math.log1p(fraction);
  }
}
