package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How well differences are found, and what outliers and drift do to that, by seeded simulation. The
 * tables stand in docs/statistics.md.
 */
class ConditionsSimulationTest {
  private static final int EXPERIMENTS = 10_000;
  private static final int RUNS = 4_000;
  private static final int[] SIZES = {4, 5, 8, 10};
  private static final double NOISE = 0.02;
  private static final double ALPHA = 0.05;

  @Test
  void thePowerCurveIsTheDocumentedOne() throws IOException {
    List<String> table = new ArrayList<>();
    double before = 0;
    for (double effect : new double[] {0, 0.5, 1, 1.5, 2, 3, 4}) {
      double[] found = new double[SIZES.length];
      for (int k = 0; k < SIZES.length; k++) {
        Random random = new Random(100 + SIZES[k]);
        for (int i = 0; i < EXPERIMENTS; i++) {
          PairedLogRatio pairs = pairs(random, SIZES[k], effect * NOISE, 0);
          found[k] += pairs.pValue().orElseThrow() <= ALPHA ? 100.0 / EXPERIMENTS : 0;
        }
      }
      table.add(row(String.format(Locale.ROOT, "%.1f", effect), found));
      if (effect == 0) {
        assertThat(Arrays.stream(found)).allMatch(rate -> rate > 4.4 && rate < 5.6);
      }
      assertThat(found[0]).isGreaterThan(before);
      before = found[0];
    }
    documented(table);
  }

  @Test
  void outliersCostPowerAndNotTruth() throws IOException {
    List<String> table = new ArrayList<>();
    for (double share : new double[] {0, 0.05, 0.1, 0.2}) {
      double[] figures = new double[6];
      for (int k = 0; k < 2; k++) {
        int n = k == 0 ? 5 : 10;
        Random random = new Random(200 + n);
        for (int i = 0; i < EXPERIMENTS; i++) {
          PairedLogRatio none = pairs(random, n, 0, share);
          PairedLogRatio some = pairs(random, n, 0.05, share);
          double percent = 100.0 / EXPERIMENTS;
          figures[k] += none.interval(0.95).orElseThrow().contains(1) ? percent : 0;
          figures[2 + k] += none.pValue().orElseThrow() <= ALPHA ? percent : 0;
          figures[4 + k] += some.pValue().orElseThrow() <= ALPHA ? percent : 0;
        }
      }
      table.add(row(String.format(Locale.ROOT, "%.0f %%", 100 * share), figures));
      assertThat(figures[0]).isGreaterThan(94);
      assertThat(figures[1]).isGreaterThan(94);
    }
    documented(table);
  }

  @Test
  void shuffledBlocksRemoveWhatDriftDoesToOthers() throws IOException {
    List<String> table = new ArrayList<>();
    for (double drift : new double[] {0, 0.05, 0.1, 0.2}) {
      Scheme[] schemes = Scheme.values();
      double[] figures = new double[2 * schemes.length];
      for (int s = 0; s < schemes.length; s++) {
        Random random = new Random(300);
        for (int i = 0; i < RUNS; i++) {
          LogRatio last = schemes[s].run(random, drift);
          figures[2 * s] += 100 * (last.ratio() - 1) / RUNS;
          figures[2 * s + 1] += last.pValue().orElseThrow() <= ALPHA ? 100.0 / RUNS : 0;
        }
      }
      table.add(row(String.format(Locale.ROOT, "%.0f %%", 100 * drift), figures));
      assertThat(Math.abs(figures[0])).isLessThan(0.1);
      assertThat(figures[1]).isLessThan(5.8);
      if (drift == 0.1) {
        assertThat(figures[2]).isGreaterThan(1);
        assertThat(figures[5]).isGreaterThan(90);
      }
    }
    documented(table);
  }

  /** In which order five backends are measured five times, the last one compared with the first. */
  private enum Scheme {
    SHUFFLED_BLOCKS {
      @Override
      LogRatio run(Random random, double drift) {
        return blocks(random, drift, true);
      }
    },
    BLOCKS_IN_ONE_ORDER {
      @Override
      LogRatio run(Random random, double drift) {
        return blocks(random, drift, false);
      }
    },
    ONE_AFTER_ANOTHER {
      @Override
      LogRatio run(Random random, double drift) {
        List<Double> first = new ArrayList<>();
        List<Double> last = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
          first.add(value(random, drift, i));
          last.add(value(random, drift, (COUNT - 1) * COUNT + i));
        }
        return UnpairedLogRatio.of(last, first);
      }
    };

    static final int COUNT = 5;

    abstract LogRatio run(Random random, double drift);

    private static LogRatio blocks(Random random, double drift, boolean shuffled) {
      List<Double> first = new ArrayList<>();
      List<Double> last = new ArrayList<>();
      List<Integer> order = new ArrayList<>(IntStream.range(0, COUNT).boxed().toList());
      for (int block = 0; block < COUNT; block++) {
        if (shuffled) {
          Collections.shuffle(order, random);
        }
        first.add(value(random, drift, block * COUNT + order.indexOf(0)));
        last.add(value(random, drift, block * COUNT + order.indexOf(COUNT - 1)));
      }
      return PairedLogRatio.of(last, first);
    }

    /** A machine that gets slower by the drift from its first to its last trial. */
    private static double value(Random random, double drift, int trial) {
      double along = trial / (double) (COUNT * COUNT - 1);
      return Math.exp(drift * along + NOISE / Math.sqrt(2) * random.nextGaussian());
    }
  }

  /**
   * @param effect true log-ratio
   * @param outliers share of trials that something else slows by half
   */
  private static PairedLogRatio pairs(Random random, int n, double effect, double outliers) {
    List<Double> backend = new ArrayList<>();
    List<Double> baseline = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      backend.add(Math.exp(effect) * trial(random, outliers));
      baseline.add(trial(random, outliers));
    }
    return PairedLogRatio.of(backend, baseline);
  }

  private static double trial(Random random, double outliers) {
    double hit = random.nextDouble() < outliers ? 1.5 : 1;
    return hit * Math.exp(NOISE / Math.sqrt(2) * random.nextGaussian());
  }

  private static String row(String name, double[] figures) {
    StringBuilder row = new StringBuilder("| " + name + " |");
    for (double figure : figures) {
      double rounded = Math.abs(figure) < 0.05 ? 0 : figure;
      row.append(String.format(Locale.ROOT, " %.1f |", rounded));
    }
    return row.toString();
  }

  private static void documented(List<String> table) throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "statistics.md")))
        .contains(String.join("\n", table));
  }
}
