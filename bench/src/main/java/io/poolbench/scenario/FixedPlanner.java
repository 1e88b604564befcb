package io.poolbench.scenario;

import io.poolbench.backend.StorageBackend;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * As many blocks as the scenario asks for, each in its own shuffled order (Fisher-Yates over {@link
 * SplitMix64}). A block's order follows from the seed and its number alone.
 */
public final class FixedPlanner implements Planner {
  private final List<String> backends;
  private final int blocks;
  private final long seed;

  /**
   * @param seed any; the same one gives the same order, in every version
   */
  public FixedPlanner(Scenario scenario, long seed) {
    this.backends = scenario.backends().stream().map(StorageBackend::name).toList();
    this.blocks = scenario.replicates().min();
    this.seed = seed;
  }

  @Override
  public Optional<Block> next(int blocksDone) {
    if (blocksDone < 0) {
      throw new IllegalArgumentException("blocksDone must not be negative: " + blocksDone);
    }
    return blocksDone < blocks ? Optional.of(block(blocksDone + 1)) : Optional.empty();
  }

  private Block block(int number) {
    List<String> order = new ArrayList<>(backends);
    SplitMix64 random = new SplitMix64(SplitMix64.mix(seed) + number);
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.below(i + 1));
    }
    List<Trial> trials = new ArrayList<>();
    for (String backend : order) {
      int index = (number - 1) * backends.size() + trials.size() + 1;
      trials.add(new Trial(index, number, backend));
    }
    return new Block(number, trials);
  }
}
