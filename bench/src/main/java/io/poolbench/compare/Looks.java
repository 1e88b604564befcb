package io.poolbench.compare;

import io.poolbench.stats.LogRatio;
import io.poolbench.stats.SequentialDesign;
import io.poolbench.stats.SequentialLogRatio;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be inferred of ratios that decided, look by look, whether to measure more.
 *
 * @see SequentialDesign
 */
final class Looks {
  private static final int FEWEST = 3;

  private final List<Integer> planned;

  /**
   * @param planned after how many blocks there was or will be a look, the last one the most there
   *     may be; empty when the number was fixed beforehand
   */
  Looks(List<Integer> planned) {
    this.planned = planned;
  }

  /** With the intervals and p-values that allow for the looks so far. */
  LogRatio allowedFor(Pairing pairing) {
    if (planned.isEmpty() || pairing.ratio().n() < FEWEST) {
      return pairing.ratio();
    }
    int most = planned.get(planned.size() - 1);
    List<Integer> sizes = sizes(pairing);
    int n = pairing.ratio().n();
    if (sizes.size() == 1 && n >= most) {
      return pairing.ratio();
    }
    SequentialDesign design = SequentialDesign.of(sizes, Math.max(n, most));
    return new SequentialLogRatio(pairing.ratio(), design, sizes.size() - 1);
  }

  /**
   * How many pairs there were at each look until now. A look that found no new pair was none; what
   * a run that was cut short leaves is looked at now.
   */
  private List<Integer> sizes(Pairing pairing) {
    List<Integer> sizes = new ArrayList<>();
    for (int look : planned) {
      int pairs = (int) pairing.blocks().stream().filter(block -> block <= look).count();
      if (pairs >= FEWEST && (sizes.isEmpty() || pairs > sizes.get(sizes.size() - 1))) {
        sizes.add(pairs);
      }
    }
    if (sizes.isEmpty() || sizes.get(sizes.size() - 1) < pairing.ratio().n()) {
      sizes.add(pairing.ratio().n());
    }
    return sizes;
  }
}
