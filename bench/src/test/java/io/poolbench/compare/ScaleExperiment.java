package io.poolbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.ResultStore;
import io.poolbench.result.RunResult;
import io.poolbench.result.SyntheticRun;
import io.poolbench.validity.Judge;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long it takes to read, judge and compare large runs, and in how much memory: docs/report.md.
 * Not part of any suite; by name: {@code -Dit.test=ScaleExperiment}.
 */
class ScaleExperiment {
  /** Five backends, four workloads: 1,200 to 80,000 measured workloads. */
  private static final int[] BLOCKS = {60, 600, 4_000};

  private static final int REPEATS = 2;

  @TempDir Path results;

  @Test
  void timeGrowsWithTheNumberOfTrialsAndNotFaster() {
    double[] perTrial = new double[BLOCKS.length];
    for (int i = 0; i < BLOCKS.length; i++) {
      String id = "scale-" + BLOCKS[i];
      int trials = new SyntheticRun(1).blocks(BLOCKS[i]).id(id).store(results).trials().size();
      double best = Double.MAX_VALUE;
      long used = 0;
      long most = 0;
      for (int repeat = 0; repeat < REPEATS; repeat++) {
        System.gc();
        long before = heap();
        forgetPeaks();
        long begun = System.nanoTime();
        RunResult run = new ResultStore(results).load(id);
        Comparison comparison = Comparer.compare(run, Judge.judge(run));
        best = Math.min(best, (System.nanoTime() - begun) / 1e9);
        most = Math.max(most, peak());
        System.gc();
        used = heap() - before;
        assertThat(comparison.cells()).isNotEmpty();
      }
      perTrial[i] = best / trials;
      System.out.printf(
          Locale.ROOT,
          "%d trials, %d measured workloads: %.2f s, %.0f MiB kept, heap at most %.0f MiB%n",
          trials,
          4 * trials,
          best,
          used / 1048576.0,
          most / 1048576.0);
    }
    assertThat(perTrial[1] / perTrial[0]).isLessThan(2);
    assertThat(perTrial[2] / perTrial[1]).isLessThan(2);
  }

  /** Garbage included: what a heap of this JVM's size lets stand. */
  private static long peak() {
    return heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
  }

  private static void forgetPeaks() {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  private static Stream<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
