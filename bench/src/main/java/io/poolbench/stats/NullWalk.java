package io.poolbench.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How Student's t of one growing sample is spread, among the samples that no look has stopped yet,
 * when the truth is 0.
 *
 * <p>Not t itself walks here but the cosine c between the sample and the diagonal, c = t / sqrt(n -
 * 1 + t²). A normal sample's direction is independent of its length, and looks depend on the
 * direction alone; so the next value, as a multiple of the sample's length, is t-distributed
 * (divided by sqrt(n), n degrees of freedom) whatever happened before, and c makes a Markov chain
 * of one dimension. It is carried along on a grid of |c|, spaced evenly in the hyperbolic arc sine
 * of c / sqrt(1 - c²), so that the far tails are resolved as well as the middle.
 */
final class NullWalk {
  private static final int CELLS = 600;
  private static final double WIDEST = 12;
  private static final double STEP = WIDEST / CELLS;
  private static final double[] COSINES = cosines();

  private final int count;

  /** Probability of samples not stopped, by cell, then by walk. */
  private double[] mass;

  private NullWalk(int count) {
    this.count = count;
    this.mass = new double[(CELLS + 1) * count];
  }

  /**
   * All samples of this size, none stopped.
   *
   * @param count how many are to be carried along side by side, with looks of their own
   */
  static NullWalk startingAt(int n, int count) {
    NullWalk walk = new NullWalk(count);
    TDistribution t = TDistribution.of(n - 1);
    double above = 1;
    for (int i = 0; i <= CELLS; i++) {
      double beyond =
          i == CELLS
              ? 0
              : 2 * t.survivalProbability(Math.sinh((i + 0.5) * STEP) * Math.sqrt(n - 1));
      Arrays.fill(walk.mass, i * count, (i + 1) * count, above - beyond);
      above = beyond;
    }
    return walk;
  }

  /** Every sample grows from n values to n + 1. */
  void step(int n) {
    Draws next = Draws.of(n);
    double[] after = new double[mass.length];
    for (int i = 0; i <= CELLS; i++) {
      double along = Math.sqrt(n) * COSINES[i];
      for (int j = 0; j < next.values.length; j++) {
        double r = next.values[j];
        double c = Math.abs(along + r) / Math.sqrt((n + 1) * (1 + r * r));
        double at = Math.min(CELLS, asinhOfCotangent(c) / STEP);
        int cell = Math.min(CELLS - 1, (int) at);
        double upper = (at - cell) * next.weights[j];
        double lower = next.weights[j] - upper;
        int from = i * count;
        int to = cell * count;
        for (int w = 0; w < count; w++) {
          after[to + w] += mass[from + w] * lower;
          after[to + count + w] += mass[from + w] * upper;
        }
      }
    }
    mass = after;
  }

  /**
   * Stops the most extreme samples of a walk.
   *
   * @param probability of those to stop, of all samples there ever were
   * @param n the sample's size now
   * @return the two-sided nominal level beyond which they lie
   */
  double stop(int walk, double probability, int n) {
    double left = probability;
    int i = CELLS;
    while (i > 0 && mass[i * count + walk] <= left) {
      left -= mass[i * count + walk];
      mass[i * count + walk] = 0;
      i--;
    }
    double there = mass[i * count + walk];
    double part = there > 0 ? Math.min(1, left / there) : 1;
    mass[i * count + walk] *= 1 - part;
    // a cell's samples lie half a step to either side of its middle
    double at = Math.max(0, (i + 0.5 - part) * STEP);
    return 2 * TDistribution.of(n - 1).survivalProbability(Math.sinh(at) * Math.sqrt(n - 1));
  }

  private static double asinhOfCotangent(double c) {
    double sine = Math.sqrt(Math.max(0, (1 - c) * (1 + c)));
    return sine == 0 ? Double.MAX_VALUE : Math.log((c + 1) / sine);
  }

  private static double[] cosines() {
    double[] cosines = new double[CELLS + 1];
    for (int i = 0; i <= CELLS; i++) {
      cosines[i] = Math.tanh(i * STEP);
    }
    return cosines;
  }

  /** The next value, as a multiple of the sample's length: quantiles, denser towards the tails. */
  private record Draws(double[] values, double[] weights) {
    private static final int DECADES = 9;
    private static final int PER_DECADE = 8;
    private static final int MIDDLE = 48;
    private static final double EDGE = 0.1;

    static Draws of(int n) {
      TDistribution t = TDistribution.of(n);
      double[] breaks = breaks();
      int half = breaks.length - 1;
      double[] values = new double[2 * half];
      double[] weights = new double[2 * half];
      for (int j = 0; j < half; j++) {
        double middle = (breaks[j] + breaks[j + 1]) / 2;
        double value = t.inverseSurvivalProbability(middle) / Math.sqrt(n);
        values[j] = value;
        values[half + j] = -value;
        weights[j] = breaks[j + 1] - breaks[j];
        weights[half + j] = weights[j];
      }
      return new Draws(values, weights);
    }

    /** From 0 to a half: the upper tail's probabilities. */
    private static double[] breaks() {
      int tail = DECADES * PER_DECADE;
      double[] breaks = new double[1 + tail + MIDDLE];
      for (int j = 0; j < tail; j++) {
        breaks[1 + j] = EDGE * Math.pow(10, -(tail - 1 - j) / (double) PER_DECADE);
      }
      for (int j = 1; j <= MIDDLE; j++) {
        breaks[tail + j] = EDGE + (0.5 - EDGE) * j / MIDDLE;
      }
      return breaks;
    }
  }
}
