package io.poolbench.compare;

import io.poolbench.compare.CellProgress.State;
import io.poolbench.result.AnalysisSpec;
import io.poolbench.stats.EquivalenceZone;
import io.poolbench.stats.Interval;
import io.poolbench.stats.ReplicateForecast;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Which headline figures have reached the goal of a run: the declared precision or, where none is
 * declared, a verdict (slower, faster, equivalent).
 */
public final class Progress {
  private final OptionalDouble precision;
  private final EquivalenceZone zone;

  /** The most blocks there may be; 0 when their number was fixed beforehand. */
  private final int most;

  private Progress(OptionalDouble precision, EquivalenceZone zone, int most) {
    this.most = most;
    this.precision = precision;
    this.zone = zone;
  }

  /** Of every headline figure but the baseline's, in the order of the comparison. */
  public static List<CellProgress> of(Comparison comparison) {
    AnalysisSpec analysis = comparison.result().run().analysis();
    Progress progress =
        new Progress(
            analysis.precision(),
            new EquivalenceZone(comparison.equivalence()),
            analysis.isAdaptive() ? analysis.most() : 0);
    return comparison.cells().stream()
        .filter(cell -> !cell.backend().equals(comparison.baseline()))
        .filter(cell -> comparison.headlines().contains(figure(cell)))
        .map(progress::of)
        .toList();
  }

  private static Comparison.Headline figure(Cell cell) {
    return new Comparison.Headline(cell.workload(), cell.metric());
  }

  private CellProgress of(Cell cell) {
    if (cell.ratio().isEmpty()) {
      return new CellProgress(
          cell.backend(),
          figure(cell),
          State.NO_DATA,
          cell.verdict(),
          0,
          OptionalDouble.empty(),
          OptionalInt.empty());
    }
    Ratio ratio = cell.ratio().get();
    OptionalDouble halfWidth =
        ratio
            .repeatedInterval()
            .map(i -> OptionalDouble.of(halfWidth(i)))
            .orElseGet(OptionalDouble::empty);
    boolean reached = isReached(ratio, halfWidth);
    OptionalInt more = reached ? OptionalInt.empty() : more(ratio);
    return new CellProgress(
        cell.backend(),
        figure(cell),
        reached ? State.REACHED : isBeyondReach(ratio, more) ? State.BEYOND_REACH : State.OPEN,
        cell.verdict(),
        ratio.pairs(),
        halfWidth,
        more);
  }

  private boolean isBeyondReach(Ratio ratio, OptionalInt more) {
    return most > 0
        && ratio.interval().isPresent()
        && (more.isEmpty() || ratio.pairs() + more.getAsInt() > most);
  }

  private boolean isReached(Ratio ratio, OptionalDouble halfWidth) {
    if (precision.isPresent()) {
      return halfWidth.isPresent() && halfWidth.getAsDouble() <= precision.getAsDouble();
    }
    return switch (ratio.verdict()) {
      case SLOWER, FASTER, EQUIVALENT -> true;
      default -> false;
    };
  }

  private OptionalInt more(Ratio ratio) {
    if (ratio.interval().isEmpty()) {
      return OptionalInt.empty();
    }
    ReplicateForecast forecast = ReplicateForecast.of(ratio.interval().get(), ratio.pairs());
    OptionalInt needed =
        precision.isPresent()
            ? forecast.forPrecision(precision.getAsDouble())
            : forecast.forVerdict(zone);
    return needed.isPresent()
        ? OptionalInt.of(Math.max(1, needed.getAsInt() - ratio.pairs()))
        : needed;
  }

  private static double halfWidth(Interval interval) {
    return Math.sqrt(interval.high() / interval.low()) - 1;
  }
}
