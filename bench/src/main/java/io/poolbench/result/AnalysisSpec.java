package io.poolbench.result;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the scenario asks to be said of its measurements.
 *
 * @param baseline name of the backend the others are compared with
 * @param equivalence relative zone within which a difference does not matter, such as 0.02
 * @param precision declared relative half-width of the ratio's interval, such as 0.05, or empty
 * @param looks after how many blocks it was decided which backends need more, the last one the most
 *     there may be; empty when the number of blocks was fixed beforehand
 * @param budgetSeconds time after which no block was begun beyond the first look; null without one
 */
public record AnalysisSpec(
    String baseline,
    double equivalence,
    OptionalDouble precision,
    List<Integer> looks,
    @Nullable Double budgetSeconds) {

  /** Runs stored before there were looks name none. */
  @SuppressWarnings("ConstantValue")
  public AnalysisSpec {
    looks = looks == null ? List.of() : List.copyOf(looks);
  }

  /** With a number of blocks that was fixed beforehand. */
  public static AnalysisSpec fixed(String baseline, double equivalence, OptionalDouble precision) {
    return new AnalysisSpec(baseline, equivalence, precision, List.of(), null);
  }

  /** Whether what was measured decided how many blocks there were. */
  public boolean isAdaptive() {
    return !looks.isEmpty();
  }

  /** The most blocks there may be; only of an adaptive run. */
  public int most() {
    return looks.get(looks.size() - 1);
  }
}
