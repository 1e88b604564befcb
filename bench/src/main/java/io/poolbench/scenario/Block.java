package io.poolbench.scenario;

import java.util.List;

/**
 * One pass over all backends, in the order to measure them.
 *
 * @param number counts from 1
 */
public record Block(int number, List<Trial> trials) {
  public Block {
    trials = List.copyOf(trials);
  }
}
