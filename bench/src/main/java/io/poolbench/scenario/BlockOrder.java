package io.poolbench.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * In which order a block measures its backends: Fisher-Yates over {@link SplitMix64}, from the seed
 * and the block's number alone.
 *
 * @param backends names, as declared
 * @param seed any; the same one gives the same order, in every version
 */
public record BlockOrder(List<String> backends, long seed) {
  public BlockOrder {
    backends = List.copyOf(backends);
  }

  /**
   * All backends, shuffled.
   *
   * @param block counts from 1
   */
  public List<String> of(int block) {
    List<String> order = new ArrayList<>(backends);
    SplitMix64 random = new SplitMix64(SplitMix64.mix(seed) + block);
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.below(i + 1));
    }
    return List.copyOf(order);
  }
}
