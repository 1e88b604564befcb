package io.poolbench.scenario;

import java.util.Optional;

/** Decides what to measure next. */
@FunctionalInterface
public interface Planner {
  /**
   * The block after the first {@code blocksDone}, or empty when all is measured. Asked again with
   * the same number, it answers the same, so that a run can be resumed.
   *
   * @param blocksDone 0 or more
   */
  Optional<Block> next(int blocksDone);
}
