package io.poolbench.compare;

import io.poolbench.result.AnalysisSpec;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.scenario.Block;
import io.poolbench.scenario.BlockOrder;
import io.poolbench.scenario.FixedPlanner;
import io.poolbench.scenario.Planner;
import io.poolbench.scenario.RunPlan;
import io.poolbench.scenario.Trial;
import io.poolbench.validity.Judge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Goes on with the backends whose verdict or precision is not reached, look by look, until all are,
 * or the most blocks are measured, or the time budget is used up. The baseline is in every block,
 * and a trial runs all workloads: leaving some out would change what the others find on the disk.
 * {@code docs/statistics.md} says what stopping at what was seen costs.
 */
public final class AdaptivePlanner implements Planner {
  private final BlockOrder order;
  private final Supplier<RunResult> measured;

  AdaptivePlanner(BlockOrder order, Supplier<RunResult> measured) {
    this.order = order;
    this.measured = measured;
  }

  /**
   * What decides how a run of the plan goes on: the plan alone, or what is measured.
   *
   * @param measured the run as it is stored when it is asked for
   */
  public static Planner of(RunPlan plan, Supplier<RunResult> measured) {
    if (!plan.scenario().replicates().isAdaptive()) {
      return new FixedPlanner(plan.scenario(), plan.seed());
    }
    return new AdaptivePlanner(plan.order(), measured);
  }

  /** Whether a stored run whose planned trials are all measured would go on nonetheless. */
  public static boolean goesOn(RunResult run) {
    return !backendsToGoOn(run, run.run().blocks()).isEmpty();
  }

  @Override
  public Optional<Block> next(int blocksDone) {
    RunResult run = measured.get();
    if (blocksDone < run.run().blocks()) {
      return Optional.of(recorded(run, blocksDone + 1));
    }
    Set<String> going = backendsToGoOn(run, blocksDone);
    if (going.isEmpty()) {
      return Optional.empty();
    }
    String baseline = run.run().analysis().baseline();
    int number = blocksDone + 1;
    List<Trial> trials = new ArrayList<>();
    for (String backend : order.of(number)) {
      if (going.contains(backend) || backend.equals(baseline)) {
        trials.add(new Trial(run.run().order().size() + trials.size() + 1, number, backend));
      }
    }
    return Optional.of(new Block(number, trials));
  }

  private static Block recorded(RunResult run, int number) {
    return new Block(
        number,
        run.run().order().stream()
            .filter(trial -> trial.block() == number)
            .map(trial -> new Trial(trial.index(), number, trial.backend()))
            .toList());
  }

  /** Those that the last look found open; none when the run ends here. */
  private static Set<String> backendsToGoOn(RunResult run, int blocksDone) {
    AnalysisSpec analysis = run.run().analysis();
    if (!analysis.isAdaptive() || blocksDone >= analysis.most()) {
      return Set.of();
    }
    int look = analysis.looks().stream().filter(l -> l <= blocksDone).reduce((a, b) -> b).orElse(0);
    Set<String> planned = planned(run, look);
    RunResult then = upTo(run, look);
    Set<String> open =
        Progress.of(Comparer.compareHeadlines(then, Judge.judge(then))).stream()
            .filter(cell -> cell.state() == CellProgress.State.OPEN)
            .map(CellProgress::backend)
            .filter(planned::contains)
            .collect(Collectors.toSet());
    return open.isEmpty() || isOverBudget(run, open) ? Set.of() : open;
  }

  /** The backends of a block; one that was left out once is not taken up again. */
  private static Set<String> planned(RunResult run, int block) {
    return run.run().order().stream()
        .filter(trial -> trial.block() == block)
        .map(PlannedTrial::backend)
        .collect(Collectors.toSet());
  }

  private static RunResult upTo(RunResult run, int block) {
    return new RunResult(
        run.run(),
        run.folder(),
        run.scenarioText(),
        run.trials().stream().filter(t -> t.trial().block() <= block).toList());
  }

  /** Whether a block of these backends, as long as theirs were so far, would end too late. */
  private static boolean isOverBudget(RunResult run, Set<String> backends) {
    Double budget = run.run().analysis().budgetSeconds();
    if (budget == null) {
      return false;
    }
    double next =
        Stream.concat(backends.stream(), Stream.of(run.run().analysis().baseline()))
            .mapToDouble(
                b ->
                    run.trialsOf(b).stream()
                        .mapToDouble(t -> seconds(t.trial()))
                        .average()
                        .orElse(0))
            .sum();
    return secondsUsed(run) + next > budget;
  }

  /** From the first trial's start to the last one's end in each block, summed over blocks. */
  private static double secondsUsed(RunResult run) {
    return run.trials().stream()
        .map(TrialResult::trial)
        .collect(Collectors.groupingBy(TrialRecord::block))
        .values()
        .stream()
        .mapToDouble(
            block ->
                Duration.between(
                            block.stream()
                                .map(TrialRecord::started)
                                .min(Comparator.naturalOrder())
                                .orElseThrow(),
                            block.stream()
                                .map(TrialRecord::ended)
                                .max(Comparator.naturalOrder())
                                .orElseThrow())
                        .toMillis()
                    / 1000.0)
        .sum();
  }

  private static double seconds(TrialRecord trial) {
    return Duration.between(trial.started(), trial.ended()).toMillis() / 1000.0;
  }
}
