package io.poolbench.scenario;

import io.poolbench.backend.StorageBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** As many blocks as the scenario asks for in any case, each in its own shuffled order. */
public final class FixedPlanner implements Planner {
  private final BlockOrder order;
  private final int blocks;

  /**
   * @param seed fixes the order, see {@link BlockOrder}
   */
  public FixedPlanner(Scenario scenario, long seed) {
    this(scenario, seed, scenario.replicates().min());
  }

  FixedPlanner(Scenario scenario, long seed, int blocks) {
    this.order =
        new BlockOrder(scenario.backends().stream().map(StorageBackend::name).toList(), seed);
    this.blocks = blocks;
  }

  @Override
  public Optional<Block> next(int blocksDone) {
    if (blocksDone < 0) {
      throw new IllegalArgumentException("blocksDone must not be negative: " + blocksDone);
    }
    return blocksDone < blocks ? Optional.of(block(blocksDone + 1)) : Optional.empty();
  }

  private Block block(int number) {
    List<Trial> trials = new ArrayList<>();
    for (String backend : order.of(number)) {
      int index = (number - 1) * order.backends().size() + trials.size() + 1;
      trials.add(new Trial(index, number, backend));
    }
    return new Block(number, trials);
  }
}
