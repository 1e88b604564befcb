package io.poolbench.report;

import io.poolbench.compare.Cell;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Verdict;
import io.poolbench.result.Metric;
import io.poolbench.result.WorkloadRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The answer in plain words, derived from the verdicts alone.
 *
 * @param workload its name
 * @param description what it does, in words
 * @param sentences one for each headline figure
 */
record Answer(String workload, String description, List<Sentence> sentences) {
  /** Of so many each one is told that it has too few replicates. */
  private static final int FEW_BACKENDS = 3;

  /** What is said of one backend, the {@code subject} first. */
  record Clause(String subject, String predicate) {
    @Override
    public String toString() {
      return subject + predicate;
    }
  }

  /**
   * What one headline figure says.
   *
   * @param figure its name
   * @param closing what to do about it, or empty
   */
  record Sentence(String figure, List<Clause> clauses, String closing) {
    @Override
    public String toString() {
      String said = clauses.stream().map(Clause::toString).collect(Collectors.joining("; "));
      return figure + ": " + said + "." + (closing.isEmpty() ? "" : " " + closing);
    }
  }

  static List<Answer> of(Comparison c) {
    List<Answer> answers = new ArrayList<>();
    for (WorkloadRecord w : c.result().run().workloads()) {
      List<Sentence> sentences =
          c.headlines().stream()
              .filter(h -> h.workload().equals(w.name()))
              .map(h -> sentence(c, w, h.metric()))
              .toList();
      String words = w.description().isBlank() ? w.name() : w.description();
      answers.add(new Answer(w.name(), words, sentences));
    }
    return answers;
  }

  private static Sentence sentence(Comparison c, WorkloadRecord w, Metric metric) {
    Wording wording = new Wording(c, metric.statistic());
    String baseline = c.baseline();
    if (c.cell(baseline, w.name(), metric).filter(b -> b.mean().isPresent()).isEmpty()) {
      String nothing = ", the baseline, has no valid figure, so nothing can be compared";
      return new Sentence(figure(metric), List.of(new Clause(baseline, nothing)), "");
    }
    List<Cell> without = withoutInterval(c, w, metric);
    if (without.size() > FEW_BACKENDS && without.size() == Shown.backends(c).size() - 1) {
      return new Sentence(figure(metric), List.of(ofNone(without)), "");
    }
    List<Clause> clauses = new ArrayList<>();
    boolean inconclusive = false;
    for (String backend : Shown.backends(c)) {
      Cell cell = c.cell(backend, w.name(), metric).orElse(null);
      if (cell != null && cell.verdict() != Verdict.BASELINE) {
        clauses.add(new Clause(backend, wording.predicate(cell)));
        inconclusive |= cell.verdict() == Verdict.INCONCLUSIVE;
      }
    }
    if (clauses.isEmpty()) {
      clauses.add(new Clause(baseline, " was not compared with any other backend"));
    }
    String closing = inconclusive ? "More replicates are needed where it is inconclusive." : "";
    return new Sentence(figure(metric), clauses, closing);
  }

  private static List<Cell> withoutInterval(Comparison c, WorkloadRecord w, Metric metric) {
    return Shown.backends(c).stream()
        .flatMap(backend -> c.cell(backend, w.name(), metric).stream())
        .filter(cell -> cell.verdict() == Verdict.NO_INTERVAL || cell.verdict() == Verdict.NO_DATA)
        .toList();
  }

  /** Of many backends of none of which anything can be said; their figures are in the table. */
  private static Clause ofNone(List<Cell> cells) {
    String empty =
        cells.stream()
            .filter(cell -> cell.verdict() == Verdict.NO_DATA)
            .map(Cell::backend)
            .collect(Collectors.joining(", "));
    return new Clause(
        "all " + cells.size() + " others",
        " have too few replicates for an interval or a verdict, which take 3"
            + (empty.isEmpty() ? "" : "; no valid figure has " + empty));
  }

  private static String figure(Metric metric) {
    String kind = metric.kind().word();
    return metric.statistic().isLatency()
        ? String.format(Locale.ROOT, "Mean %s latency", kind)
        : String.format(Locale.ROOT, "Throughput (%s IOPS)", kind);
  }
}
