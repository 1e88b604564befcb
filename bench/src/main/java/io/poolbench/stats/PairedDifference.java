package io.poolbench.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one measurement takes more than another of the same block, in their own unit: Student's t on
 * the per-block differences. Pairing removes what a block shares. Assumes independent, roughly
 * normal differences; for parts that add up, where a ratio would not.
 *
 * <p>Source: Student, "The probable error of a mean", Biometrika 6 (1908).
 */
public final class PairedDifference {
  private final Summary summary;

  private PairedDifference(Summary summary) {
    this.summary = summary;
  }

  /**
   * Pairs the values index by index, one index per block.
   *
   * @param above finite, at least one
   * @param below of the same length
   * @throws IllegalArgumentException when they cannot be paired, or naming the first value refused
   */
  public static PairedDifference of(List<Double> above, List<Double> below) {
    if (above.size() != below.size()) {
      throw new IllegalArgumentException(
          "unpaired: " + above.size() + " values above, " + below.size() + " below");
    }
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < above.size(); i++) {
      differences.add(above.get(i) - below.get(i));
    }
    return new PairedDifference(Summary.of(differences));
  }

  /** Number of blocks. */
  public int n() {
    return summary.n();
  }

  /** The mean difference. */
  public double mean() {
    return summary.mean();
  }

  /** The interval of the mean difference; empty below 3 blocks. */
  public Optional<Interval> interval(double level) {
    if (n() < LogSample.MIN_FOR_INFERENCE || summary.sd().isEmpty()) {
      return Optional.empty();
    }
    double margin =
        StudentT.twoSidedQuantile(n() - 1, level) * summary.sd().getAsDouble() / Math.sqrt(n());
    return Optional.of(new Interval(mean() - margin, mean() + margin, level));
  }
}
