package io.poolbench.compare;

import io.poolbench.stats.PairedLogRatio;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A backend's values against the baseline's of the same blocks.
 *
 * @param blocks the block of each pair, increasing
 * @param suspect whether a value of either side is marked SUSPECT
 */
record Pairing(PairedLogRatio ratio, List<Integer> blocks, boolean suspect) {

  /** Pairs what can be paired; empty when no block has a usable value of both. */
  static Optional<Pairing> of(Replicates backend, Replicates baseline) {
    Map<Integer, Cell.Value> byBlock = new HashMap<>();
    baseline.values().forEach(v -> byBlock.putIfAbsent(v.block(), v));
    List<Cell.Value> above = new ArrayList<>();
    List<Cell.Value> below = new ArrayList<>();
    for (Cell.Value v : backend.values()) {
      Cell.Value base = byBlock.get(v.block());
      if (base != null) {
        above.add(v);
        below.add(base);
      }
    }
    if (above.isEmpty()) {
      return Optional.empty();
    }
    boolean suspect =
        above.stream().anyMatch(Cell.Value::suspect)
            || below.stream().anyMatch(Cell.Value::suspect);
    PairedLogRatio ratio = PairedLogRatio.of(Replicates.figures(above), Replicates.figures(below));
    return Optional.of(new Pairing(ratio, above.stream().map(Cell.Value::block).toList(), suspect));
  }
}
