package io.poolbench.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How often each backend is provisioned anew and measured.
 *
 * @param min blocks to run in any case
 * @param max blocks to run at most; the same as {@code min} when their number is fixed
 * @param precision declared relative half-width of the ratio's 95 % interval, such as 0.05
 * @param equivalence relative zone within which a difference does not matter, such as 0.02
 * @param budget time after which no block is begun beyond {@code min}
 */
public record Replicates(
    int min, int max, OptionalDouble precision, double equivalence, Optional<Duration> budget) {
  /** Fewer give no interval to decide by. */
  static final int FEWEST_ADAPTIVE = 3;

  /** More would be paid for with wider intervals and bring little. */
  static final int MOST_ADAPTIVE = 100;

  private static final int SHORTEST_STEP = 2;
  private static final int MOST_STEPS = 8;

  /** Whether what was measured decides how many blocks there are. */
  public boolean isAdaptive() {
    return max > min;
  }

  /**
   * After how many blocks it is decided which backends need more: from {@code min} to {@code max},
   * two blocks apart or, where that would be more than nine looks, further.
   */
  public List<Integer> looks() {
    int step = Math.max(SHORTEST_STEP, (max - min + MOST_STEPS - 1) / MOST_STEPS);
    List<Integer> looks = new ArrayList<>();
    for (int n = min; n < max; n += step) {
      looks.add(n);
    }
    looks.add(max);
    return List.copyOf(looks);
  }
}
