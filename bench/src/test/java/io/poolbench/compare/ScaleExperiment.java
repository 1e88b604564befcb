package io.poolbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.ResultStore;
import io.poolbench.result.RunResult;
import io.poolbench.result.SyntheticRun;
import io.poolbench.validity.Judge;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long it takes to read, judge and compare large runs, and in how much memory: docs/report.md.
 * Not part of any suite; by name: {@code -Dit.test=ScaleExperiment}.
 */
class ScaleExperiment {
  /** Five backends, four workloads: 120 to 12,000 measured workloads. */
  private static final int[] BLOCKS = {6, 60, 600};

  @TempDir Path results;

  @Test
  void timeGrowsWithTheNumberOfTrialsAndNotFaster() {
    double[] perTrial = new double[BLOCKS.length];
    for (int i = 0; i < BLOCKS.length; i++) {
      String id = "scale-" + BLOCKS[i];
      int trials = new SyntheticRun(1).blocks(BLOCKS[i]).id(id).store(results).trials().size();
      double best = Double.MAX_VALUE;
      long used = 0;
      for (int repeat = 0; repeat < 3; repeat++) {
        System.gc();
        long before = heap();
        long begun = System.nanoTime();
        RunResult run = new ResultStore(results).load(id);
        Comparison comparison = Comparer.compare(run, Judge.judge(run));
        best = Math.min(best, (System.nanoTime() - begun) / 1e9);
        System.gc();
        used = heap() - before;
        assertThat(comparison.cells()).isNotEmpty();
      }
      perTrial[i] = best / trials;
      System.out.printf(
          Locale.ROOT,
          "%d trials, %d measured workloads: %.2f s, %.0f MiB kept%n",
          trials,
          4 * trials,
          best,
          used / 1048576.0);
    }
    assertThat(perTrial[2] / perTrial[1]).isLessThan(2);
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
