package io.poolbench.report;

import io.poolbench.compare.Cell;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Comparison.Headline;
import io.poolbench.compare.Ratio;
import io.poolbench.compare.Verdict;
import io.poolbench.result.IoKind;
import io.poolbench.result.Metric;
import io.poolbench.result.RunResult;
import io.poolbench.result.Statistic;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.stats.Interval;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Judgement;
import io.poolbench.validity.Validity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.TDistribution;

/** Cells of a run with plain paired t intervals: enough to render, not the statistics proper. */
final class SyntheticComparison {
  private SyntheticComparison() {}

  static Comparison of(RunResult result, Finding... findings) {
    Judgement judgement = new Judgement(List.of(findings));
    List<Headline> headlines = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    for (WorkloadRecord w : result.run().workloads()) {
      headlines.add(new Headline(w.name(), new Metric(w.throughputKind(), Statistic.IOPS)));
      headlines.add(new Headline(w.name(), new Metric(w.latencyKind(), Statistic.LATENCY_MEAN)));
      for (IoKind kind : w.kinds()) {
        for (Statistic s : Statistic.values()) {
          Metric metric = new Metric(kind, s);
          List<Cell> row = row(result, judgement, w.name(), metric);
          if (row.stream().anyMatch(c -> !c.values().isEmpty())) {
            cells.addAll(row);
          }
        }
      }
    }
    return new Comparison(
        result, judgement, result.run().analysis().baseline(), 0.95, 0.02, headlines, cells, 32);
  }

  /** The comparison with one cell's ratio and verdict replaced. */
  static Comparison with(Comparison c, Cell replacement) {
    List<Cell> cells =
        c.cells().stream()
            .map(
                old ->
                    old.backend().equals(replacement.backend())
                            && old.workload().equals(replacement.workload())
                            && old.metric().equals(replacement.metric())
                        ? replacement
                        : old)
            .toList();
    return new Comparison(
        c.result(),
        c.judgement(),
        c.baseline(),
        c.level(),
        c.equivalence(),
        c.headlines(),
        cells,
        c.tests());
  }

  private static List<Cell> row(
      RunResult result, Judgement judgement, String workload, Metric metric) {
    String baseline = result.run().analysis().baseline();
    List<Cell.Value> base = values(result, judgement, baseline, workload, metric);
    List<Cell> row = new ArrayList<>();
    for (var backend : result.run().backends()) {
      List<Cell.Value> values = values(result, judgement, backend.name(), workload, metric);
      int excluded =
          (int)
              result.trialsOf(backend.name()).stream()
                  .filter(t -> judgement.of(t.trial().index(), workload) == Validity.INVALID)
                  .count();
      Optional<Ratio> ratio =
          backend.name().equals(baseline) ? Optional.empty() : ratio(values, base, metric);
      Verdict verdict =
          backend.name().equals(baseline)
              ? Verdict.BASELINE
              : ratio.map(Ratio::verdict).orElse(Verdict.NO_DATA);
      double[] logs = values.stream().mapToDouble(v -> StrictMath.log(v.value())).toArray();
      row.add(
          new Cell(
              backend.name(),
              workload,
              metric,
              values,
              logs.length == 0
                  ? OptionalDouble.empty()
                  : OptionalDouble.of(rounded(StrictMath.exp(mean(logs)))),
              interval(logs),
              ratio,
              verdict,
              values.stream().anyMatch(Cell.Value::suspect),
              excluded));
    }
    return row;
  }

  private static List<Cell.Value> values(
      RunResult result, Judgement judgement, String backend, String workload, Metric metric) {
    List<Cell.Value> values = new ArrayList<>();
    for (TrialResult t : result.trialsOf(backend)) {
      Validity validity = judgement.of(t.trial().index(), workload);
      OptionalDouble value = t.value(workload, metric);
      if (validity != Validity.INVALID && value.isPresent()) {
        boolean suspect = validity == Validity.SUSPECT;
        values.add(
            new Cell.Value(
                t.trial().block(), t.trial().index(), value.getAsDouble(), suspect, false));
      }
    }
    return values;
  }

  private static Optional<Ratio> ratio(
      List<Cell.Value> values, List<Cell.Value> base, Metric metric) {
    Map<Integer, Double> byBlock = new TreeMap<>();
    base.forEach(v -> byBlock.put(v.block(), v.value()));
    double[] logs =
        values.stream()
            .filter(v -> byBlock.containsKey(v.block()))
            .mapToDouble(v -> StrictMath.log(v.value() / byBlock.getOrDefault(v.block(), 1.0)))
            .toArray();
    if (logs.length == 0) {
      return Optional.empty();
    }
    Optional<Interval> interval = interval(logs);
    Verdict verdict = interval.map(i -> verdict(i, metric.statistic())).orElse(Verdict.NO_INTERVAL);
    OptionalDouble p = interval.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(0.01);
    return Optional.of(
        new Ratio(
            logs.length,
            rounded(StrictMath.exp(mean(logs))),
            interval,
            interval,
            Optional.empty(),
            Optional.empty(),
            p,
            p,
            p,
            verdict));
  }

  private static Verdict verdict(Interval i, Statistic statistic) {
    if (i.low() > 0.98 && i.high() < 1.02) {
      return Verdict.EQUIVALENT;
    }
    if (i.low() <= 1 && i.high() >= 1) {
      return Verdict.INCONCLUSIVE;
    }
    return i.low() > 1 == (statistic.better() == Statistic.Better.HIGHER)
        ? Verdict.FASTER
        : Verdict.SLOWER;
  }

  private static Optional<Interval> interval(double[] logs) {
    int n = logs.length;
    if (n < 3) {
      return Optional.empty();
    }
    double mean = mean(logs);
    double sum = 0;
    for (double log : logs) {
      sum += (log - mean) * (log - mean);
    }
    double half =
        TDistribution.of(n - 1.0).inverseCumulativeProbability(0.975)
            * StrictMath.sqrt(sum / (n - 1) / n);
    return Optional.of(
        new Interval(
            rounded(StrictMath.exp(mean - half)), rounded(StrictMath.exp(mean + half)), 0.95));
  }

  /** To six digits, so that the last bits of a machine's floating point are in no golden file. */
  private static double rounded(double value) {
    return new BigDecimal(value).round(new MathContext(6)).doubleValue();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum / values.length;
  }
}
