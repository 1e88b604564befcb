package io.poolbench.stats;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What it costs to look at a growing sample several times and to stop at what is seen. A t test at
 * every look, each at the level alpha, errs far more often than alpha (in 14.5 % of all cases for 5
 * % and looks at 4, 5, … 10); this design says at which smaller nominal level each look has to
 * test, so that all of them together err with probability alpha, whatever made one stop.
 *
 * <p>Used both ways: {@link #nominal} turns an overall error rate into the nominal one of a look,
 * which makes a repeated confidence interval of Student's interval; {@link #overall} turns the
 * nominal p-value of a look into a p-value that stays valid. Each is the other's inverse, so that
 * interval and p-value agree.
 *
 * <p>Exact for independent, normal values of unknown variance, up to an error of the calculation of
 * about one percent of alpha. With a single look at {@code most} both are the identity.
 *
 * <p>Sources: Lan & DeMets, Biometrika 70 (1983); Jennison & Turnbull, "Group Sequential Methods"
 * (2000), chapters 9 (repeated intervals and p-values) and 11.4 (t tests).
 */
public final class SequentialDesign {
  /** Overall error rates between which the nominal ones are interpolated, log by log. */
  private static final double[] ALPHAS = logGrid(1e-7, 1, 48);

  /** A design takes a tenth of a second, and all cells of a report have nearly the same few. */
  private static final Map<Schedule, SequentialDesign> KNOWN = new ConcurrentHashMap<>();

  private record Schedule(List<Integer> looks, int most) {}

  private final List<Integer> looks;

  /** By look, then by {@link #ALPHAS}: logarithms of nominal levels, increasing. */
  private final double[][] logNominal;

  private SequentialDesign(List<Integer> looks, double[][] logNominal) {
    this.looks = looks;
    this.logNominal = logNominal;
  }

  /**
   * @param looks sample sizes at which the sample was or will be looked at, increasing, from 3 on
   * @param most the sample size beyond which nothing is sampled, at least the last look
   */
  public static SequentialDesign of(List<Integer> looks, int most) {
    if (looks.isEmpty() || looks.get(0) < LogSample.MIN_FOR_INFERENCE) {
      throw new IllegalArgumentException("looks must begin at 3 values or more: " + looks);
    }
    for (int k = 1; k < looks.size(); k++) {
      if (looks.get(k) <= looks.get(k - 1)) {
        throw new IllegalArgumentException("looks must increase: " + looks);
      }
    }
    if (looks.get(looks.size() - 1) > most) {
      throw new IllegalArgumentException("looks go beyond the most, " + most + ": " + looks);
    }
    return KNOWN.computeIfAbsent(
        new Schedule(List.copyOf(looks), most),
        s -> new SequentialDesign(s.looks(), nominals(s.looks(), s.most())));
  }

  /** The sample sizes of the looks. */
  public List<Integer> looks() {
    return looks;
  }

  /**
   * The two-sided nominal level at which a look has to test.
   *
   * @param look index into {@link #looks}
   * @param alpha overall error rate, between 0 and 1
   */
  public double nominal(int look, double alpha) {
    Preconditions.openUnit("alpha", alpha);
    double[] logs = logNominal[look];
    double x = Math.log(alpha);
    int last = ALPHAS.length - 1;
    double first = Math.log(ALPHAS[0]);
    if (x <= first) {
      // so far out a look is hardly ever reached by who crossed before: proportional
      return Math.exp(logs[0] + x - first);
    }
    double step = -first / last;
    int below = Math.min(last - 1, (int) ((x - first) / step));
    double part = (x - first) / step - below;
    return Math.exp(logs[below] + part * (logs[below + 1] - logs[below]));
  }

  /**
   * The overall p-value of a nominal two-sided one.
   *
   * @param look index into {@link #looks}
   * @param pValue of the t test at that look, 0 to 1
   */
  public double overall(int look, double pValue) {
    if (Preconditions.probability("p-value", pValue) == 0) {
      return 0;
    }
    double[] logs = logNominal[look];
    double y = Math.log(pValue);
    int last = ALPHAS.length - 1;
    double first = Math.log(ALPHAS[0]);
    if (y <= logs[0]) {
      return Math.exp(first + y - logs[0]);
    }
    if (y >= logs[last]) {
      return 1;
    }
    int found = Arrays.binarySearch(logs, y);
    int below = Math.min(last - 1, found >= 0 ? found : -found - 2);
    double step = -first / last;
    double part = (y - logs[below]) / (logs[below + 1] - logs[below]);
    return Math.min(1, Math.exp(first + (below + part) * step));
  }

  private static double[][] nominals(List<Integer> looks, int most) {
    double[][] logs = new double[looks.size()][ALPHAS.length];
    NullWalk walk = NullWalk.startingAt(looks.get(0), ALPHAS.length);
    double spent = 0;
    for (int k = 0; k < looks.size(); k++) {
      int n = looks.get(k);
      if (k > 0) {
        for (int from = looks.get(k - 1); from < n; from++) {
          walk.step(from);
        }
      }
      double share = AlphaSpending.share(n, most);
      for (int a = 0; a < ALPHAS.length; a++) {
        double level = walk.stop(a, ALPHAS[a] * (share - spent), n);
        // increasing in alpha in truth; kept so where the calculation is at its limits
        double least = a == 0 ? Double.NEGATIVE_INFINITY : Math.nextUp(logs[k][a - 1]);
        logs[k][a] = Math.max(least, Math.log(level));
      }
      spent = share;
    }
    return logs;
  }

  private static double[] logGrid(double from, double to, int points) {
    double[] grid = new double[points];
    for (int i = 0; i < points; i++) {
      grid[i] = Math.exp(Math.log(from) + i * Math.log(to / from) / (points - 1));
    }
    grid[points - 1] = to;
    return grid;
  }
}
