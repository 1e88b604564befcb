package io.poolbench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.IoKind;
import io.poolbench.result.Metric;
import io.poolbench.result.RunResult;
import io.poolbench.result.Statistic;
import io.poolbench.validity.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What adaptive runs save and what they cost in errors, on machines whose truth is known. */
class AdaptiveSimulationTest {
  private static final int SCENARIOS = 300;
  private static final int EXPERIMENTS = 3_000;
  private static final List<Integer> LOOKS = List.of(4, 6, 8, 10);
  private static final Metric LATENCY = new Metric(IoKind.READ, Statistic.LATENCY_MEAN);

  @TempDir static Path folder;
  private static String docs = "";

  @BeforeAll
  static void readTheDocumentation() throws IOException {
    docs = Files.readString(Path.of("..", "docs", "statistics.md"));
  }

  @Test
  void adaptiveRunsReachTheVerdictsOfTenReplicatesWithFewerTrials() {
    Random random = new Random(20261125);
    List<Double> shares = new ArrayList<>();
    int same = 0;
    int words = 0;
    int wrong = 0;
    int cells = 0;
    for (int s = 0; s < SCENARIOS; s++) {
      SimulatedMachine machine = draw(random, s);
      Comparison ten = compared(machine.fixed(10));
      RunResult run = machine.adaptive(OptionalDouble.empty(), LOOKS);
      shares.add(run.trials().size() / (double) ten.result().trials().size());
      for (CellProgress cell : Progress.of(compared(run))) {
        if (!cell.figure().metric().equals(LATENCY)) {
          continue;
        }
        String workload = cell.figure().workload();
        Verdict fixed = ten.cell(cell.backend(), workload, LATENCY).orElseThrow().verdict();
        words += fixed == Verdict.INCONCLUSIVE ? 0 : 1;
        same += fixed != Verdict.INCONCLUSIVE && fixed == cell.verdict() ? 1 : 0;
        wrong += isWrong(cell.verdict(), machine.truth(cell.backend(), workload)) ? 1 : 0;
        cells++;
      }
    }
    shares.sort(Double::compare);
    double median = shares.get(SCENARIOS / 2);

    assertThat(docs)
        .contains(
            String.format(
                Locale.ROOT,
                "%.0f %% of the trials in the median scenario (quartiles %.0f and %.0f %%)",
                100 * median,
                100 * shares.get(SCENARIOS / 4),
                100 * shares.get(3 * SCENARIOS / 4)))
        .contains(
            String.format(
                Locale.ROOT,
                "%.1f %% of the words that ten replicates find; %.1f %% of all words are wrong",
                100.0 * same / words,
                100.0 * wrong / cells));
    assertThat(median).isLessThanOrEqualTo(0.70);
    assertThat((double) same / words).isGreaterThan(0.94);
    assertThat((double) wrong / cells).isLessThan(0.01);
  }

  /** The table of docs/statistics.md. */
  @Test
  void intervalsAndWordsHoldAfterStopping() {
    List<String> table = new ArrayList<>();
    for (OptionalDouble precision : List.of(OptionalDouble.empty(), OptionalDouble.of(0.03))) {
      for (double noise : new double[] {0.01, 0.03}) {
        // how wide an interval is does not depend on where it lies
        double[] effects =
            precision.isPresent() ? new double[] {0, 2} : new double[] {0, 0.5, 1, 2, 4};
        for (double effect : effects) {
          table.add(row(precision, noise, effect));
        }
      }
    }

    assertThat(docs).contains(String.join("\n", table));
  }

  private static String row(OptionalDouble precision, double noise, double effect) {
    double truth = Math.exp(effect * noise);
    int covered = 0;
    int repeated = 0;
    int wrong = 0;
    int replicates = 0;
    for (int i = 0; i < EXPERIMENTS; i++) {
      SimulatedMachine machine =
          new SimulatedMachine(7919L * i + 11, noise, new double[][] {{truth}}, folder);
      Comparison c = compared(machine.adaptive(precision, LOOKS));
      Cell cell = c.cell("backend0", "work0", LATENCY).orElseThrow();
      Ratio ratio = cell.ratio().orElseThrow();
      covered += ratio.interval().orElseThrow().contains(truth) ? 1 : 0;
      repeated += ratio.repeatedInterval().orElseThrow().contains(truth) ? 1 : 0;
      wrong += isWrong(cell.verdict(), truth) ? 1 : 0;
      replicates += ratio.pairs();
    }
    double percent = 100.0 / EXPERIMENTS;
    assertThat(percent * covered).isBetween(93.0, 97.0);
    assertThat(percent * repeated).isGreaterThan(94.5);
    assertThat(percent * wrong).isLessThan(5.0);
    return String.format(
        Locale.ROOT,
        "| %s | %.0f %% | %.1f | %.1f | %.1f | %.1f | %.1f |",
        precision.isPresent() ? "±3 %" : "verdict",
        100 * noise,
        effect,
        replicates / (double) EXPERIMENTS,
        percent * covered,
        percent * repeated,
        percent * wrong);
  }

  /** Of latency: whether the word is not true. */
  private static boolean isWrong(Verdict verdict, double truth) {
    return switch (verdict) {
      case SLOWER -> truth <= 1;
      case FASTER -> truth >= 1;
      case EQUIVALENT -> truth > 1.02 || truth < 1 / 1.02;
      default -> false;
    };
  }

  /**
   * 2 to 5 backends under 1 to 4 workloads, whose layers cost nothing (a fifth), less than 2 % (a
   * fifth), 3 to 10 %, or 10 to 60 % (three tenths each), one in four of them to the better;
   * replicates scatter by 0.3 to 4 %, log-uniform.
   */
  private static SimulatedMachine draw(Random random, int seed) {
    int backends = 2 + random.nextInt(4);
    int workloads = 1 + random.nextInt(4);
    double[][] truths = new double[backends][workloads];
    for (double[] row : truths) {
      for (int w = 0; w < workloads; w++) {
        double cost = cost(random);
        row[w] = random.nextInt(4) == 0 ? 1 / (1 + cost) : 1 + cost;
      }
    }
    double noise = 0.003 * Math.pow(0.04 / 0.003, random.nextDouble());
    return new SimulatedMachine(seed, noise, truths, folder);
  }

  private static double cost(Random random) {
    double u = random.nextDouble();
    double within = random.nextDouble();
    if (u < 0.2) {
      return 0;
    }
    if (u < 0.4) {
      return 0.02 * within;
    }
    return u < 0.7 ? 0.03 + 0.07 * within : 0.1 + 0.5 * within;
  }

  /** Every trial of the machine is valid. */
  private static Comparison compared(RunResult run) {
    return Comparer.compareHeadlines(run, new Judgement(List.of()));
  }
}
