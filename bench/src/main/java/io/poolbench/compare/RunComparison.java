package io.poolbench.compare;

import io.poolbench.result.Metric;
import io.poolbench.result.RunRecord;
import io.poolbench.stats.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Runs of one scenario against one of them.
 *
 * @param differences what of a run is not as it was at the base, in words, per candidate in order;
 *     where there are any, they were compared all the same because somebody said so
 * @param level confidence level of every interval but those adjusted for selection
 * @param equivalence the base's zone within which a difference does not matter
 * @param rows ordered by candidate, workload, metric, backend
 * @param tests number of tests in the corrected family, which spans all candidates
 */
public record RunComparison(
    RunRecord base,
    List<RunRecord> candidates,
    List<List<String>> differences,
    double level,
    double equivalence,
    List<Row> rows,
    int tests) {

  /**
   * One figure of one backend under one workload, of one candidate and of the base.
   *
   * @param candidate the run's name
   * @param ratio the candidate's figure over the base's; empty where either has none
   * @param interval of the ratio, adjusted for selection where a verdict was; empty below three
   *     values on either side
   * @param adjustedPValue after Benjamini-Hochberg; empty for figures that are not tested
   */
  public record Row(
      String candidate,
      String backend,
      String workload,
      Metric metric,
      Side base,
      Side run,
      OptionalDouble ratio,
      Optional<Interval> interval,
      OptionalDouble pValue,
      OptionalDouble adjustedPValue,
      Verdict verdict) {
    /** Whether a SUSPECT value entered. */
    public boolean suspect() {
      return base.suspect() || run.suspect();
    }
  }

  /**
   * @param mean geometric mean; empty without values
   * @param excluded values left out, as INVALID or not positive
   */
  public record Side(
      int n, OptionalDouble mean, Optional<Interval> interval, boolean suspect, int excluded) {}

  /** Slower, and by more than the zone. */
  public List<Row> regressions() {
    return rows.stream().filter(this::isRegression).toList();
  }

  private boolean isRegression(Row row) {
    double ratio = row.ratio().orElse(1);
    return row.verdict() == Verdict.SLOWER
        && (ratio > 1 + equivalence || ratio < 1 / (1 + equivalence));
  }

  /** Headline figures of which nothing can be said, for want of valid values. */
  public List<Row> untold() {
    return rows.stream()
        .filter(r -> r.verdict() == Verdict.NO_DATA || r.verdict() == Verdict.NO_INTERVAL)
        .toList();
  }
}
