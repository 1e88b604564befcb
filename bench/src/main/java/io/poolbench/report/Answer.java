package io.poolbench.report;

import io.poolbench.compare.Cell;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Verdict;
import io.poolbench.result.Metric;
import io.poolbench.result.WorkloadRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The answer in plain words, derived from the verdicts alone.
 *
 * @param workload its name
 * @param description what it does, in words
 * @param sentences one for each headline figure
 */
record Answer(String workload, String description, List<Sentence> sentences) {

  /** What one headline figure says, {@code subject} being the figure. */
  record Sentence(String subject, String text) {
    @Override
    public String toString() {
      return subject + ": " + text;
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
    List<String> clauses = new ArrayList<>();
    boolean inconclusive = false;
    String baseline = c.baseline();
    boolean baselineMeasured =
        c.cell(baseline, w.name(), metric).filter(b -> b.mean().isPresent()).isPresent();
    if (!baselineMeasured) {
      clauses.add(baseline + ", the baseline, has no valid figure, so nothing can be compared");
    } else {
      for (String backend : Shown.backends(c)) {
        Cell cell = c.cell(backend, w.name(), metric).orElse(null);
        if (cell != null && cell.verdict() != Verdict.BASELINE) {
          clauses.add(wording.clause(cell));
          inconclusive |= cell.verdict() == Verdict.INCONCLUSIVE;
        }
      }
    }
    if (clauses.isEmpty()) {
      clauses.add("nothing was measured beside the baseline");
    }
    String text = String.join("; ", clauses) + ".";
    if (inconclusive) {
      text += " More replicates are needed where it is inconclusive.";
    }
    return new Sentence(subject(metric), text);
  }

  private static String subject(Metric metric) {
    String kind = metric.kind().word();
    return metric.statistic().isLatency()
        ? String.format(Locale.ROOT, "Mean %s latency", kind)
        : String.format(Locale.ROOT, "Throughput (%s IOPS)", kind);
  }
}
