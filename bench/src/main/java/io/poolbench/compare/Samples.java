package io.poolbench.compare;

import io.poolbench.result.Metric;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunResult;
import io.poolbench.result.Sample;
import io.poolbench.result.TrialResult;
import io.poolbench.result.Vantage;
import io.poolbench.result.VantageResult;
import io.poolbench.result.WorkloadResult;
import io.poolbench.validity.Judgement;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@code samples.csv}. */
public final class Samples {
  private Samples() {}

  /**
   * Every figure of every stored trial, by trial, vantage, workload and metric, INVALID ones
   * included and marked: a reader of many runs decides for itself. A percentile with fewer than 10
   * samples beyond it has no row.
   *
   * @throws io.poolbench.result.ResultException when a histogram file is missing or damaged
   */
  public static List<Sample> of(RunResult result, Judgement judgement) {
    List<Sample> samples = new ArrayList<>();
    for (TrialResult stored : result.trials()) {
      for (Vantage vantage : Vantage.values()) {
        for (String workload : workloads(stored, vantage)) {
          samples.addAll(of(result.run(), stored, judgement, vantage, workload));
        }
      }
    }
    return List.copyOf(samples);
  }

  private static List<String> workloads(TrialResult stored, Vantage vantage) {
    return vantage == Vantage.GUEST
        ? stored.workloads().stream().map(WorkloadResult::workload).toList()
        : stored.trial().vantages().stream()
            .filter(v -> v.vantage() == vantage)
            .map(VantageResult::workload)
            .toList();
  }

  private static List<Sample> of(
      RunRecord run, TrialResult stored, Judgement judgement, Vantage vantage, String workload) {
    String validity = judgement.of(stored.trial().index(), workload, vantage).name();
    List<Sample> samples = new ArrayList<>();
    for (Metric metric : Metrics.ALL) {
      stored
          .value(vantage, workload, metric)
          .ifPresent(
              value ->
                  samples.add(
                      new Sample(
                          run.id(),
                          stored.trial().block(),
                          stored.trial().backend(),
                          vantage.word(),
                          workload,
                          metric.name(),
                          metric.unit(),
                          value,
                          validity,
                          run.place())));
    }
    if (vantage == Vantage.GUEST) {
      samples.addAll(costs(run, stored, workload, validity));
    }
    return samples;
  }

  private static List<Sample> costs(
      RunRecord run, TrialResult stored, String workload, String validity) {
    List<Sample> samples = new ArrayList<>();
    for (Cost cost : Cost.values()) {
      cost.of(stored, workload)
          .ifPresent(
              value ->
                  samples.add(
                      new Sample(
                          run.id(),
                          stored.trial().block(),
                          stored.trial().backend(),
                          Vantage.GUEST.word(),
                          workload,
                          cost.metric(),
                          cost.unit(),
                          value,
                          validity,
                          run.place())));
    }
    return samples;
  }
}
