package io.poolbench.compare;

import io.poolbench.result.Metric;
import io.poolbench.result.RunResult;
import io.poolbench.validity.Judgement;
import java.util.List;
import java.util.Optional;

/**
 * A run, compared: every figure of every backend under every workload.
 *
 * @param headlines the figures that carry verdicts, two per workload: IOPS of its throughput kind
 *     and mean latency of its latency kind; only these enter the correction for multiple tests
 * @param cells ordered by workload, metric, backend, as declared in the scenario
 * @param tests number of tests in the corrected family
 */
public record Comparison(
    RunResult result,
    Judgement judgement,
    String baseline,
    double level,
    double equivalence,
    List<Headline> headlines,
    List<Cell> cells,
    int tests) {

  /** A figure that heads the comparison of a workload. */
  public record Headline(String workload, Metric metric) {}

  public Optional<Cell> cell(String backend, String workload, Metric metric) {
    return cells.stream()
        .filter(
            c ->
                c.backend().equals(backend)
                    && c.workload().equals(workload)
                    && c.metric().equals(metric))
        .findFirst();
  }

  /** The metrics of a workload that any backend has a value for, in order. */
  public List<Metric> metrics(String workload) {
    return cells.stream()
        .filter(c -> c.workload().equals(workload) && !c.values().isEmpty())
        .map(Cell::metric)
        .distinct()
        .toList();
  }
}
