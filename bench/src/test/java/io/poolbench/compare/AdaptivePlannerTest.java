package io.poolbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.AnalysisSpec;
import io.poolbench.result.Fixture;
import io.poolbench.result.IoKind;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.scenario.Block;
import io.poolbench.scenario.BlockOrder;
import io.poolbench.scenario.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptivePlannerTest {
  private static final List<String> BACKENDS = List.of("base", "clear", "close");
  private static final BlockOrder ORDER = new BlockOrder(BACKENDS, 7);

  /** Log-ratios of 'close' by block: 2.5 % with a scatter that leaves four blocks undecided. */
  private static final double[] CLOSE = {1.00, 1.05, 1.01, 1.04, 1.02, 1.03, 1.025, 1.025};

  @TempDir Path folder;

  @Test
  void goesOnWithTheOpenBackendsAndTheBaselineInTheirShuffledOrder() {
    RunResult run = measured(4, null);

    Block block = planner(run).next(4).orElseThrow();

    assertThat(block.number()).isEqualTo(5);
    assertThat(block.trials())
        .extracting(Trial::backend)
        .containsExactlyInAnyOrder("base", "close");
    List<String> shuffled = new ArrayList<>(ORDER.of(5));
    shuffled.remove("clear");
    assertThat(block.trials()).extracting(Trial::backend).containsExactlyElementsOf(shuffled);
    assertThat(block.trials()).extracting(Trial::index).containsExactly(13, 14);
  }

  @Test
  void betweenTwoLooksTheLastOneDecides() {
    RunResult after4 = measured(4, null);
    RunResult after5 = extended(after4, planner(after4).next(4).orElseThrow());

    assertThat(planner(after5).next(5).orElseThrow().trials())
        .extracting(Trial::backend)
        .containsExactlyInAnyOrder("base", "close");
  }

  @Test
  void aBlockThatIsPlannedAlreadyStaysWhatItIs() {
    RunResult run = measured(4, null);

    assertThat(planner(run).next(2).orElseThrow().trials())
        .isEqualTo(
            run.run().order().stream()
                .filter(t -> t.block() == 3)
                .map(t -> new Trial(t.index(), 3, t.backend()))
                .toList());
  }

  @Test
  void endsWhereEveryBackendIsDecidedAndAtTheMostBlocks() {
    assertThat(planner(only("clear")).next(4)).isEmpty();
    RunResult run = measured(4, null);
    int blocks = 4;
    for (Optional<Block> next = planner(run).next(4);
        next.isPresent();
        next = planner(run).next(blocks)) {
      run = extended(run, next.get());
      blocks++;
    }
    assertThat(blocks).isBetween(5, 8);
    assertThat(AdaptivePlanner.goesOn(run)).isFalse();
  }

  /** Each trial of the fixture takes 30 s, and all of a block begin at once. */
  @Test
  void noBlockIsBegunThatWouldEndBeyondTheBudget() {
    assertThat(planner(measured(4, 4 * 30.0 + 60)).next(4)).isPresent();
    assertThat(planner(measured(4, 4 * 30.0 + 59)).next(4)).isEmpty();
  }

  @Test
  void aFixedRunNeverGoesOn() {
    RunResult run =
        Fixture.withAnalysis(
            AnalysisSpec.fixed("base", 0.02, OptionalDouble.empty()), measured(4, null));

    assertThat(AdaptivePlanner.goesOn(run)).isFalse();
    assertThat(AdaptivePlanner.goesOn(measured(4, null))).isTrue();
  }

  private AdaptivePlanner planner(RunResult run) {
    return new AdaptivePlanner(ORDER, () -> run);
  }

  private RunResult measured(int blocks, @Nullable Double budget) {
    List<TrialRecord> trials = new ArrayList<>();
    for (int block = 1; block <= blocks; block++) {
      for (String backend : ORDER.of(block)) {
        trials.add(trial(trials.size() + 1, block, backend));
      }
    }
    return run(BACKENDS, trials, budget);
  }

  private RunResult only(String backend) {
    List<TrialRecord> trials = new ArrayList<>();
    for (int block = 1; block <= 4; block++) {
      trials.add(trial(trials.size() + 1, block, "base"));
      trials.add(trial(trials.size() + 1, block, backend));
    }
    return run(List.of("base", backend), trials, null);
  }

  private RunResult extended(RunResult run, Block block) {
    List<TrialRecord> trials = new ArrayList<>();
    for (PlannedTrial planned : run.run().order()) {
      trials.add(trial(planned.index(), planned.block(), planned.backend()));
    }
    block.trials().forEach(t -> trials.add(trial(t.index(), t.block(), t.backend())));
    return run(BACKENDS, trials, null);
  }

  private RunResult run(List<String> backends, List<TrialRecord> trials, @Nullable Double budget) {
    return Fixture.withAnalysis(
        new AnalysisSpec("base", 0.02, OptionalDouble.empty(), List.of(4, 6, 8), budget),
        Fixture.run(
            folder, "base", backends, List.of(Fixture.workload("reads", 1, IoKind.READ)), trials));
  }

  private static TrialRecord trial(int index, int block, String backend) {
    double ratio =
        switch (backend) {
          case "base" -> 1;
          case "clear" -> 1.5 + 0.001 * block;
          default -> CLOSE[block - 1];
        };
    return Fixture.trial(
        index,
        block,
        backend,
        Fixture.measured(
            "reads",
            Map.of(IoKind.READ, Fixture.io(10_000 / ratio, 100_000 * ratio)),
            Fixture.evidence(1)));
  }
}
