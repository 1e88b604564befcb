package io.poolbench.compare;

import io.poolbench.compare.Comparison.Headline;
import io.poolbench.compare.TestFamily.Decision;
import io.poolbench.result.BackendRecord;
import io.poolbench.result.Metric;
import io.poolbench.result.RunResult;
import io.poolbench.result.Statistic;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.stats.EquivalenceZone;
import io.poolbench.stats.GeometricMean;
import io.poolbench.stats.Interval;
import io.poolbench.stats.LogRatio;
import io.poolbench.stats.PairedLogRatio;
import io.poolbench.stats.SignedRank;
import io.poolbench.validity.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Compares the backends of a run; {@code docs/statistics.md} says how verdicts are formed. */
public final class Comparer {
  /** Confidence level of every interval but those adjusted for selection. */
  static final double LEVEL = 0.95;

  /** Of more pairs the mean is normal whatever their shape, and ranking all pairs takes long. */
  private static final int MOST_RANKED = 200;

  private final Looks looks;
  private final RunResult result;
  private final Judgement judgement;
  private final String baseline;
  private final List<Headline> headlines;
  private final List<Draft> drafts = new ArrayList<>();

  /** A cell before the number of tests is known. */
  private record Draft(
      Headline figure,
      String backend,
      Replicates replicates,
      Optional<Pairing> pairing,
      Optional<LogRatio> tested,
      boolean headline) {}

  private Comparer(RunResult result, Judgement judgement) {
    this.looks = new Looks(result.run().analysis().looks());
    this.result = result;
    this.judgement = judgement;
    this.baseline = result.run().analysis().baseline();
    this.headlines =
        result.run().workloads().stream()
            .flatMap(w -> headlines(w).stream().map(m -> new Headline(w.name(), m)))
            .toList();
  }

  /**
   * Every figure of every backend under every workload. Cells exist for the headline figures of
   * each workload and for each other metric that any backend has a usable value of; each of these
   * metrics has one cell per declared backend.
   *
   * @throws io.poolbench.result.ResultException when a histogram file of a trial that is not
   *     INVALID is missing or damaged
   */
  public static Comparison compare(RunResult result, Judgement judgement) {
    Comparer comparer = new Comparer(result, judgement);
    for (WorkloadRecord w : result.run().workloads()) {
      Metrics.ALL.forEach(metric -> comparer.draftRow(new Headline(w.name(), metric)));
    }
    return comparer.compare();
  }

  /** The figures that carry verdicts alone; reads no histogram. */
  static Comparison compareHeadlines(RunResult result, Judgement judgement) {
    Comparer comparer = new Comparer(result, judgement);
    comparer.headlines.forEach(comparer::draftRow);
    return comparer.compare();
  }

  private Comparison compare() {
    double equivalence = result.run().analysis().equivalence();
    TestFamily family =
        new TestFamily(
            drafts.stream().filter(Draft::headline).flatMap(d -> d.tested().stream()).toList(),
            new EquivalenceZone(equivalence));
    List<Cell> cells = drafts.stream().map(d -> cell(d, family)).toList();
    return new Comparison(
        result, judgement, baseline, LEVEL, equivalence, headlines, cells, family.size());
  }

  private void draftRow(Headline figure) {
    boolean headline = headlines.contains(figure);
    Replicates base = replicates(baseline, figure);
    List<Draft> row = new ArrayList<>();
    for (BackendRecord b : result.run().backends()) {
      boolean isBaseline = b.name().equals(baseline);
      Replicates own = isBaseline ? base : replicates(b.name(), figure);
      Optional<Pairing> pairing = isBaseline ? Optional.empty() : Pairing.of(own, base);
      row.add(new Draft(figure, b.name(), own, pairing, pairing.map(looks::allowedFor), headline));
    }
    if (headline || row.stream().anyMatch(d -> !d.replicates().isEmpty())) {
      drafts.addAll(row);
    }
  }

  private Replicates replicates(String backend, Headline figure) {
    return Replicates.of(result, judgement, backend, figure.workload(), figure.metric());
  }

  private Cell cell(Draft d, TestFamily family) {
    Statistic statistic = d.figure().metric().statistic();
    Optional<Ratio> ratio =
        d.pairing().map(p -> ratio(p.ratio(), d.tested().orElseThrow(), statistic, family));
    Verdict without = d.backend().equals(baseline) ? Verdict.BASELINE : Verdict.NO_DATA;
    Optional<GeometricMean> mean = d.replicates().mean();
    boolean suspect =
        d.replicates().values().stream().anyMatch(Cell.Value::suspect)
            || d.pairing().map(Pairing::suspect).orElse(false);
    return new Cell(
        d.backend(),
        d.figure().workload(),
        d.figure().metric(),
        d.replicates().values(),
        mean.map(m -> OptionalDouble.of(m.mean())).orElse(OptionalDouble.empty()),
        mean.flatMap(m -> m.interval(LEVEL)),
        ratio,
        ratio.map(Ratio::verdict).orElse(without),
        suspect,
        d.replicates().excluded());
  }

  private static Ratio ratio(
      PairedLogRatio pairs, LogRatio tested, Statistic statistic, TestFamily family) {
    Optional<Decision> decision = family.decide(tested, statistic.better());
    Verdict untested = pairs.pValue().isPresent() ? Verdict.UNTESTED : Verdict.NO_INTERVAL;
    return new Ratio(
        pairs.n(),
        pairs.ratio(),
        pairs.interval(LEVEL),
        tested.interval(LEVEL),
        decision.flatMap(Decision::selectedInterval),
        distributionFree(pairs),
        tested.pValue(),
        decision.map(d -> OptionalDouble.of(d.adjustedPValue())).orElse(OptionalDouble.empty()),
        family.equivalencePValue(tested),
        decision.map(Decision::verdict).orElse(untested));
  }

  private static Optional<Interval> distributionFree(PairedLogRatio pairs) {
    return pairs.n() > MOST_RANKED ? Optional.empty() : SignedRank.of(pairs).interval(LEVEL);
  }

  /** The figures of a workload that carry verdicts. */
  static List<Metric> headlines(WorkloadRecord w) {
    return List.of(
        new Metric(w.throughputKind(), Statistic.IOPS),
        new Metric(w.latencyKind(), Statistic.LATENCY_MEAN));
  }
}
