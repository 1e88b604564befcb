package io.poolbench.compare;

import io.poolbench.compare.Comparison.Headline;
import io.poolbench.compare.RunComparison.Row;
import io.poolbench.compare.RunComparison.Side;
import io.poolbench.compare.TestFamily.Decision;
import io.poolbench.result.BackendRecord;
import io.poolbench.result.Metric;
import io.poolbench.result.RunRecord;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.stats.EquivalenceZone;
import io.poolbench.stats.GeometricMean;
import io.poolbench.stats.Interval;
import io.poolbench.stats.UnpairedLogRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Compares runs of one scenario; {@code docs/statistics.md} says how verdicts are formed. */
public final class RunComparer {
  private final JudgedRun base;
  private final List<JudgedRun> candidates;
  private final List<Draft> drafts = new ArrayList<>();

  /** A row before the number of tests is known. */
  private record Draft(
      String candidate,
      String backend,
      Headline figure,
      Replicates base,
      Replicates run,
      Optional<UnpairedLogRatio> ratio,
      boolean headline) {}

  private RunComparer(JudgedRun base, List<JudgedRun> candidates) {
    this.base = base;
    this.candidates = candidates;
  }

  /**
   * Every figure of every backend and workload that the base and a candidate both declare, the
   * candidate's values against the base's. Only headline figures are tested.
   *
   * @throws io.poolbench.result.ResultException when a histogram file of a trial that is not
   *     INVALID is missing or damaged
   */
  public static RunComparison compare(JudgedRun base, List<JudgedRun> candidates) {
    return new RunComparer(base, candidates).compare();
  }

  private RunComparison compare() {
    candidates.forEach(this::draft);
    double equivalence = base.result().run().analysis().equivalence();
    List<UnpairedLogRatio> tested =
        drafts.stream().filter(Draft::headline).flatMap(d -> d.ratio().stream()).toList();
    TestFamily family = new TestFamily(tested, new EquivalenceZone(equivalence));
    return new RunComparison(
        base.result().run(),
        candidates.stream().map(c -> c.result().run()).toList(),
        candidates.stream().map(c -> UnlikeRuns.differences(base.result(), c.result())).toList(),
        Comparer.LEVEL,
        equivalence,
        drafts.stream().map(d -> row(d, family)).toList(),
        family.size());
  }

  private void draft(JudgedRun candidate) {
    RunRecord run = candidate.result().run();
    for (WorkloadRecord w : base.result().run().workloads()) {
      if (run.workloads().stream().noneMatch(o -> o.name().equals(w.name()))) {
        continue;
      }
      List<Metric> headlines = Comparer.headlines(w);
      for (Metric metric : Metrics.ALL) {
        for (BackendRecord b : base.result().run().backends()) {
          if (run.backends().stream().anyMatch(o -> o.name().equals(b.name()))) {
            draft(candidate, b.name(), new Headline(w.name(), metric), headlines.contains(metric));
          }
        }
      }
    }
  }

  private void draft(JudgedRun candidate, String backend, Headline figure, boolean headline) {
    Replicates before = replicates(base, backend, figure);
    Replicates after = replicates(candidate, backend, figure);
    if (headline || !before.isEmpty() || !after.isEmpty()) {
      Optional<UnpairedLogRatio> ratio =
          before.isEmpty() || after.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  UnpairedLogRatio.of(
                      Replicates.figures(after.values()), Replicates.figures(before.values())));
      drafts.add(new Draft(candidate.id(), backend, figure, before, after, ratio, headline));
    }
  }

  private static Replicates replicates(JudgedRun run, String backend, Headline figure) {
    return Replicates.of(
        run.result(), run.judgement(), backend, figure.workload(), figure.metric());
  }

  private static Row row(Draft d, TestFamily family) {
    Metric metric = d.figure().metric();
    Optional<Decision> decision =
        d.headline()
            ? d.ratio().flatMap(r -> family.decide(r, metric.statistic().better()))
            : Optional.empty();
    Optional<Interval> plain = d.ratio().flatMap(r -> r.interval(Comparer.LEVEL));
    return new Row(
        d.candidate(),
        d.backend(),
        d.figure().workload(),
        metric,
        side(d.base()),
        side(d.run()),
        d.ratio().map(r -> OptionalDouble.of(r.ratio())).orElse(OptionalDouble.empty()),
        decision.flatMap(Decision::selectedInterval).or(() -> plain),
        d.ratio().map(UnpairedLogRatio::pValue).orElse(OptionalDouble.empty()),
        decision.map(x -> OptionalDouble.of(x.adjustedPValue())).orElse(OptionalDouble.empty()),
        decision.map(Decision::verdict).orElseGet(() -> without(d)));
  }

  private static Verdict without(Draft d) {
    if (!d.headline()) {
      return Verdict.UNTESTED;
    }
    return d.ratio().isPresent() ? Verdict.NO_INTERVAL : Verdict.NO_DATA;
  }

  private static Side side(Replicates replicates) {
    Optional<GeometricMean> mean = replicates.mean();
    return new Side(
        replicates.values().size(),
        mean.map(m -> OptionalDouble.of(m.mean())).orElse(OptionalDouble.empty()),
        mean.flatMap(m -> m.interval(Comparer.LEVEL)),
        replicates.values().stream().anyMatch(Cell.Value::suspect),
        replicates.excluded());
  }
}
