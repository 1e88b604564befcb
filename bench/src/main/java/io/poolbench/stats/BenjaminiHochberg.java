package io.poolbench.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The step-up procedure on one report's p-values: of the cells it rejects, on average at most a
 * fraction q has no difference. Proven for independent and for positively dependent tests.
 * Two-sided tests against a shared baseline are neither by theorem; there it holds in simulation.
 *
 * <p>Sources: Benjamini & Hochberg, J. R. Stat. Soc. B 57 (1995); Benjamini & Yekutieli, Ann. Stat.
 * 29 (2001) on dependence; adjusted p-values as in R's {@code p.adjust(p, "BH")}.
 */
public final class BenjaminiHochberg {
  private final List<Double> adjusted;

  private BenjaminiHochberg(List<Double> adjusted) {
    this.adjusted = adjusted;
  }

  /**
   * Adjusts all p-values of a report together.
   *
   * @param pValues from 0 to 1, in any order; may be empty
   * @throws IllegalArgumentException naming the index of the first value refused
   */
  public static BenjaminiHochberg of(List<Double> pValues) {
    int m = pValues.size();
    for (int i = 0; i < m; i++) {
      Preconditions.probability("pValues[" + i + "]", pValues.get(i));
    }
    List<Integer> largestFirst =
        IntStream.range(0, m)
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> pValues.get(i)).reversed())
            .toList();
    List<Double> adjusted = new ArrayList<>(Collections.nCopies(m, 1.0));
    double smallestSoFar = 1;
    for (int i = 0; i < m; i++) {
      int index = largestFirst.get(i);
      int rank = m - i;
      smallestSoFar = Math.min(smallestSoFar, pValues.get(index) * m / rank);
      adjusted.set(index, smallestSoFar);
    }
    return new BenjaminiHochberg(List.copyOf(adjusted));
  }

  /** The adjusted p-values in the order given: the smallest q at which each is rejected. */
  public List<Double> adjusted() {
    return adjusted;
  }

  /** Which are rejected at false discovery rate q, in the order given. */
  public List<Boolean> rejected(double q) {
    Preconditions.openUnit("q", q);
    return adjusted.stream().map(p -> p <= q).toList();
  }

  /**
   * The level at which the rejected cells' intervals are to be given (see {@link
   * FalseCoverageRate}); empty when none is rejected. At this level the interval of every rejected
   * cell leaves its null value out.
   */
  public OptionalDouble intervalLevel(double q) {
    int rejections = (int) rejected(q).stream().filter(Boolean::booleanValue).count();
    return rejections == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(FalseCoverageRate.level(rejections, adjusted.size(), q));
  }
}
