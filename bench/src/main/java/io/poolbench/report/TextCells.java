package io.poolbench.report;

import io.poolbench.compare.Cell;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Verdict;
import io.poolbench.stats.Interval;
import java.util.Optional;

/** Cells as the text outputs show them. */
final class TextCells {
  private TextCells() {}

  static String value(Optional<Cell> cell, Unit unit) {
    return cell.filter(c -> c.mean().isPresent())
        .map(c -> unit.show(c.mean().getAsDouble()) + (c.suspect() ? "†" : ""))
        .orElse(Numbers.NONE);
  }

  static String interval(Optional<Cell> cell, Unit unit) {
    return cell.flatMap(Cell::interval).map(i -> brackets(i, unit)).orElse(Numbers.NONE);
  }

  static String brackets(Interval i, Unit unit) {
    return "[" + unit.show(i.low()) + ", " + unit.show(i.high()) + "]";
  }

  /** The ratio with its interval, {@code 0.774 [0.720, 0.820]}; a dash for the baseline. */
  static String ratio(Optional<Cell> cell) {
    return cell.flatMap(Cell::ratio)
        .map(
            r ->
                Numbers.ratio(r.ratio())
                    + Shown.interval(r)
                        .map(
                            i ->
                                " ["
                                    + Numbers.ratio(i.low())
                                    + ", "
                                    + Numbers.ratio(i.high())
                                    + "]")
                        .orElse(""))
        .orElse(Numbers.NONE);
  }

  static String verdict(Comparison c, Optional<Cell> cell) {
    return cell.flatMap(found -> Shown.verdict(c, found)).map(Verdict::word).orElse(Numbers.NONE);
  }

  /** Replicates that entered, and how many were left out. */
  static String replicates(Optional<Cell> cell) {
    return cell.map(
            c -> c.values().size() + (c.excluded() > 0 ? " (" + c.excluded() + " left out)" : ""))
        .orElse("0");
  }
}
