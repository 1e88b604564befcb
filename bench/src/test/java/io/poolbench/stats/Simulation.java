package io.poolbench.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Draws experiments whose true ratio is known. {@link Random} because its normal deviates are
 * specified to the last bit, so that the same seed gives the same table on every JDK.
 */
final class Simulation {
  /** How a trial's value strays from what its block and backend make it; multiplies the value. */
  enum Noise {
    /** Normal with a coefficient of variation of 5 %. */
    NORMAL(random -> 1 + 0.05 * random.nextGaussian()),
    /** Lognormal with a log standard deviation of 0.3: skewed, as latencies are. */
    LOGNORMAL(random -> Math.exp(0.3 * random.nextGaussian())),
    /** A floor with an exponential tail of a fifth of it: background work only ever slows. */
    TAILED(random -> 1 + 0.2 * exponential(random)),
    /** Normal, but one trial in ten is five times as noisy. */
    CONTAMINATED(
        random -> Math.exp((random.nextInt(10) == 0 ? 0.25 : 0.05) * random.nextGaussian())),
    /**
     * What each provisioning adds (5 %, lognormal), times the mean of 200 I/Os whose latencies are
     * exponential: a figure as a trial gives it.
     */
    PROVISIONED(random -> Math.exp(0.05 * random.nextGaussian()) * meanOfIos(random)),
    /** A coefficient of variation of 0.1 %: next to nothing. */
    STEADY(random -> 1 + 0.001 * random.nextGaussian());

    private final ToDoubleFunction<Random> factor;

    Noise(ToDoubleFunction<Random> factor) {
      this.factor = factor;
    }

    private static double meanOfIos(Random random) {
      double sum = 0;
      for (int i = 0; i < 200; i++) {
        sum += exponential(random);
      }
      return sum / 200;
    }

    private static double exponential(Random random) {
      return -Math.log(1 - random.nextDouble());
    }
  }

  private final Random random;

  Simulation(long seed) {
    random = new Random(seed);
  }

  /** n blocks that differ by 20 % among themselves, the backend slower by the ratio. */
  PairedLogRatio blocks(int n, double ratio, Noise backendNoise, Noise baselineNoise) {
    List<Double> backend = new ArrayList<>(n);
    List<Double> baseline = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      double block = 100 * Math.exp(0.2 * random.nextGaussian());
      backend.add(block * ratio * backendNoise.factor.applyAsDouble(random));
      baseline.add(block * baselineNoise.factor.applyAsDouble(random));
    }
    return PairedLogRatio.of(backend, baseline);
  }

  /** One cell per ratio, all measured against the same trials of one baseline. */
  List<PairedLogRatio> cellsSharingABaseline(int n, List<Double> ratios, Noise noise) {
    List<Double> baseline = values(n, 1, noise);
    return ratios.stream()
        .map(ratio -> PairedLogRatio.of(values(n, ratio, noise), baseline))
        .toList();
  }

  /** Two runs that share nothing, the candidate slower by the ratio. */
  UnpairedLogRatio runs(
      int candidate, Noise candidateNoise, int base, Noise baseNoise, double ratio) {
    return UnpairedLogRatio.of(
        values(candidate, ratio, candidateNoise), values(base, 1, baseNoise));
  }

  private List<Double> values(int n, double mean, Noise noise) {
    List<Double> values = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      values.add(mean * noise.factor.applyAsDouble(random));
    }
    return values;
  }

  PairedLogRatio blocks(int n, double ratio, Noise noise) {
    return blocks(n, ratio, noise, noise);
  }
}
