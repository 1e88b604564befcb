package io.poolbench.compare;

import io.poolbench.result.AnalysisSpec;
import io.poolbench.result.Fixture;
import io.poolbench.result.IoKind;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import io.poolbench.scenario.Block;
import io.poolbench.scenario.BlockOrder;
import io.poolbench.scenario.Planner;
import io.poolbench.scenario.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * A machine whose truth is known: latencies are a baseline's times each backend's true ratio, times
 * what the block adds to all its trials, times what each provisioning adds. What a backend shows in
 * a block follows from the seed, block, backend and workload alone, so that runs of unlike plans
 * see the same machine.
 */
final class SimulatedMachine {
  static final String BASELINE = "base";
  private static final double BLOCK_NOISE = 0.05;
  private static final double BASE_NANOS = 100_000;

  private final long seed;
  private final double noise;

  /** By backend, then by workload: true ratio of latency to the baseline's. */
  private final double[][] truths;

  private final Path folder;

  /**
   * @param noise standard deviation of a log-ratio within a block
   */
  SimulatedMachine(long seed, double noise, double[][] truths, Path folder) {
    this.seed = seed;
    this.noise = noise;
    this.truths = truths;
    this.folder = folder;
  }

  List<String> backends() {
    List<String> names = new ArrayList<>(List.of(BASELINE));
    for (int b = 0; b < truths.length; b++) {
      names.add("backend" + b);
    }
    return names;
  }

  double truth(String backend, String workload) {
    return truths[Integer.parseInt(backend.substring(7))][Integer.parseInt(workload.substring(4))];
  }

  /** Looks at what it measures, and goes on where it must. */
  RunResult adaptive(OptionalDouble precision, List<Integer> looks) {
    AnalysisSpec analysis = new AnalysisSpec(BASELINE, 0.02, precision, looks, null);
    List<TrialRecord> trials = new ArrayList<>();
    for (int block = 1; block <= looks.get(0); block++) {
      measure(trials, block, backends());
    }
    BlockOrder order = new BlockOrder(backends(), seed);
    Planner planner = new AdaptivePlanner(order, () -> run(trials, analysis));
    int done = looks.get(0);
    for (Optional<Block> next = planner.next(done); next.isPresent(); next = planner.next(++done)) {
      measure(
          trials, next.get().number(), next.get().trials().stream().map(Trial::backend).toList());
    }
    return run(trials, analysis);
  }

  /** A number of blocks that is fixed beforehand. */
  RunResult fixed(int blocks) {
    List<TrialRecord> trials = new ArrayList<>();
    for (int block = 1; block <= blocks; block++) {
      measure(trials, block, backends());
    }
    return run(trials, AnalysisSpec.fixed(BASELINE, 0.02, OptionalDouble.empty()));
  }

  private RunResult run(List<TrialRecord> trials, AnalysisSpec analysis) {
    List<WorkloadRecord> workloads = new ArrayList<>();
    for (int w = 0; w < truths[0].length; w++) {
      workloads.add(Fixture.workload("work" + w, 1, IoKind.READ));
    }
    return Fixture.withAnalysis(
        analysis, Fixture.run(folder, BASELINE, backends(), workloads, trials));
  }

  private void measure(List<TrialRecord> trials, int block, List<String> order) {
    for (String backend : order) {
      WorkloadResult[] results = new WorkloadResult[truths[0].length];
      for (int w = 0; w < results.length; w++) {
        double nanos = latency(block, backend, w);
        results[w] =
            Fixture.measured(
                "work" + w,
                Map.of(IoKind.READ, Fixture.io(1e9 / nanos, nanos)),
                Fixture.evidence(1));
      }
      trials.add(Fixture.trial(trials.size() + 1, block, backend, results));
    }
  }

  private double latency(int block, String backend, int workload) {
    int b = backends().indexOf(backend);
    double shared = gaussian(block, -1, workload) * BLOCK_NOISE;
    double own = gaussian(block, b, workload) * noise / Math.sqrt(2);
    double ratio = b == 0 ? 1 : truths[b - 1][workload];
    return BASE_NANOS * ratio * StrictMath.exp(shared + own);
  }

  private double gaussian(int block, int backend, int workload) {
    long mixed = ((seed * 1_000_003 + block) * 1_000_003 + backend) * 1_000_003 + workload;
    Random random = new Random(mixed);
    random.nextLong();
    return random.nextGaussian();
  }
}
