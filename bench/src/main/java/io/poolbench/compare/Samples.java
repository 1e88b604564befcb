package io.poolbench.compare;

import io.poolbench.result.Metric;
import io.poolbench.result.RunResult;
import io.poolbench.result.Sample;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadResult;
import io.poolbench.validity.Judgement;
import java.util.ArrayList;
import java.util.List;

/** The rows of {@code samples.csv}. */
public final class Samples {
  private static final String VANTAGE = "guest";

  private Samples() {}

  /**
   * Every figure of every stored trial, by trial, workload and metric, INVALID ones included and
   * marked: a reader of many runs decides for itself. A percentile with fewer than 10 samples
   * beyond it has no row.
   *
   * @throws io.poolbench.result.ResultException when a histogram file is missing or damaged
   */
  public static List<Sample> of(RunResult result, Judgement judgement) {
    List<Sample> samples = new ArrayList<>();
    for (TrialResult stored : result.trials()) {
      for (WorkloadResult w : stored.workloads()) {
        String validity = judgement.of(stored.trial().index(), w.workload()).name();
        for (Metric metric : Metrics.ALL) {
          stored
              .value(w.workload(), metric)
              .ifPresent(
                  value ->
                      samples.add(
                          new Sample(
                              result.run().id(),
                              stored.trial().block(),
                              stored.trial().backend(),
                              VANTAGE,
                              w.workload(),
                              metric.name(),
                              metric.unit(),
                              value,
                              validity,
                              result.run().place())));
        }
      }
    }
    return List.copyOf(samples);
  }
}
