package io.poolbench.report;

import io.poolbench.compare.Cell;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Ladder;
import io.poolbench.compare.LadderStep;
import io.poolbench.result.Metric;
import io.poolbench.result.RunRecord;
import io.poolbench.result.Statistic;
import io.poolbench.result.WorkloadRecord;
import java.util.List;
import java.util.Optional;

/** {@code summary.md}: the answer, the headline figures and the marks, fit for a comment. */
final class MarkdownSummary {
  private MarkdownSummary() {}

  static String render(Comparison c) {
    RunRecord run = c.result().run();
    StringBuilder out = new StringBuilder();
    String title = run.question().isBlank() ? run.scenario() : run.question();
    out.append("## ").append(Markdown.escape(title)).append("\n\n");
    for (Caveat caveat : Caveat.of(c)) {
      out.append("> **").append(Markdown.escape(caveat.title())).append("** ");
      out.append(Markdown.escape(caveat.text())).append("\n>\n");
    }
    for (Answer answer : Answer.of(c)) {
      out.append("\n**").append(Markdown.escape(answer.description())).append("**\n");
      for (Answer.Sentence s : answer.sentences()) {
        out.append("- ").append(Markdown.escape(s.toString())).append('\n');
      }
    }
    Goal.of(c)
        .ifPresent(
            goal -> {
              out.append("\n**").append(Goal.TITLE).append("** Asked: ");
              out.append(Markdown.escape(goal.declared() + " " + goal.reached())).append('\n');
              goal.missed().forEach(m -> out.append("- ").append(Markdown.escape(m)).append('\n'));
            });
    for (WorkloadRecord w : run.workloads()) {
      table(c, w, out);
      ladder(c, w, out);
    }
    out.append("\nValues are geometric means over replicates with their ");
    out.append(Shown.level(c)).append(" % intervals in brackets; ratios are to ");
    out.append(Markdown.escape(c.baseline())).append(", paired within blocks. † SUSPECT");
    out.append(" figures entered. – not available.\n\n");
    out.append("Run `")
        .append(run.id())
        .append("`, ")
        .append(Markdown.escape(run.accelerator().label()));
    out.append(", seed ").append(run.seed());
    out.append(", poolbench ").append(Markdown.escape(run.poolbenchVersion())).append(".\n");
    return out.toString();
  }

  private static void table(Comparison c, WorkloadRecord w, StringBuilder out) {
    Metric iops = Shown.iops(w);
    Metric mean = Shown.meanLatency(w);
    Metric p99 = new Metric(w.latencyKind(), Statistic.LATENCY_P99);
    Unit unit = Unit.latency(Shown.cells(c, w.name(), w.latencyKind()));
    String kind = w.latencyKind().word();
    out.append("\n### ").append(Markdown.escape(w.name())).append("\n\n");
    out.append("| backend | ")
        .append(w.throughputKind().word())
        .append(" IOPS | ratio | verdict |");
    out.append(" mean ").append(kind).append(" latency, ").append(unit.label());
    out.append(" | ratio | verdict | p99, ").append(unit.label()).append(" | n |\n");
    out.append("|---|--:|--:|---|--:|--:|---|--:|--:|\n");
    for (String backend : Shown.backends(c)) {
      Optional<Cell> throughput = c.cell(backend, w.name(), iops);
      Optional<Cell> latency = c.cell(backend, w.name(), mean);
      Optional<Cell> tail = c.cell(backend, w.name(), p99);
      String[] row = {
        Markdown.escape(backend),
        TextCells.value(throughput, Unit.PER_SECOND) + bracketed(throughput, Unit.PER_SECOND),
        TextCells.ratio(throughput),
        TextCells.verdict(c, throughput),
        TextCells.value(latency, unit) + bracketed(latency, unit),
        TextCells.ratio(latency),
        TextCells.verdict(c, latency),
        TextCells.value(tail, unit),
        TextCells.replicates(throughput)
      };
      out.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
  }

  private static void ladder(Comparison c, WorkloadRecord w, StringBuilder out) {
    List<LadderStep> steps = Ladder.of(c.result(), c.judgement(), w, c.level());
    if (steps.isEmpty()) {
      return;
    }
    out.append("\n").append(HtmlLadder.TITLE).append(", µs for one I/O:\n\n");
    out.append("| rung | over | layer | below | here | added | ratio | so it |\n");
    out.append("|---|---|---|--:|--:|--:|--:|---|\n");
    for (LadderStep step : steps) {
      String[] row = {
        Markdown.escape(step.upper().label()),
        Markdown.escape(step.lower().label()),
        Markdown.escape(step.adds()),
        LadderWords.micros(step.lowerNanos()),
        LadderWords.micros(step.upperNanos()),
        LadderWords.micros(step.addedNanos())
            + " "
            + Markdown.escape(LadderWords.interval(step.added())),
        Markdown.escape(LadderWords.ratio(step)),
        Markdown.escape(
            LadderWords.marked(step)
                + (step.confounded().isEmpty() ? "" : ", " + LadderWords.confounded(step)))
      };
      out.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
  }

  private static String bracketed(Optional<Cell> cell, Unit unit) {
    return cell.flatMap(Cell::interval).map(i -> " " + TextCells.brackets(i, unit)).orElse("");
  }
}
