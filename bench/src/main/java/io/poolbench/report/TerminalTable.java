package io.poolbench.report;

import io.poolbench.compare.Cell;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Verdict;
import io.poolbench.result.Metric;
import io.poolbench.result.RunRecord;
import io.poolbench.result.Statistic;
import io.poolbench.result.WorkloadRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The comparison for a terminal. */
final class TerminalTable {
  private static final int FULL_WIDTH = 80;
  private static final int MOST_MISSED = 6;
  private static final String GLUED = "\u00a0%";

  private final Comparison c;
  private final int width;
  private final Ansi ansi;
  private final StringBuilder out = new StringBuilder();

  TerminalTable(Comparison comparison, int width, boolean colour) {
    this.c = comparison;
    this.width = Math.max(40, width);
    this.ansi = new Ansi(colour);
  }

  String render() {
    RunRecord run = c.result().run();
    wrap(run.question().isBlank() ? run.scenario() : run.question(), "", Ansi.BOLD);
    for (Caveat caveat : Caveat.of(c)) {
      wrap(
          "! " + caveat.title() + ": " + caveat.text(),
          "  ",
          caveat.grave() ? Ansi.RED : Ansi.YELLOW);
    }
    List<Answer> answers = Answer.of(c);
    for (Answer answer : answers) {
      out.append('\n');
      wrap(answer.description(), "", Ansi.BOLD);
      for (Answer.Sentence sentence : answer.sentences()) {
        wrap("  " + sentence, "    ", "");
      }
    }
    Goal.of(c).ifPresent(this::goal);
    for (WorkloadRecord w : run.workloads()) {
      out.append('\n');
      table(w);
    }
    out.append('\n');
    wrap(
        "ratio: IOPS against "
            + c.baseline()
            + "'s; in brackets "
            + Shown.level(c)
            + " % intervals; † SUSPECT, – not available",
        "",
        Ansi.DIM);
    return out.toString();
  }

  private void goal(Goal goal) {
    out.append('\n');
    wrap(Goal.TITLE, "", Ansi.BOLD);
    wrap("  Asked: " + goal.declared() + " " + goal.reached(), "    ", "");
    goal.missed().stream().limit(MOST_MISSED).forEach(m -> wrap("  " + m, "    ", ""));
    if (goal.missed().size() > MOST_MISSED) {
      wrap("  … and " + (goal.missed().size() - MOST_MISSED) + " more, in the report", "    ", "");
    }
  }

  private void table(WorkloadRecord w) {
    Metric mean = Shown.meanLatency(w);
    Metric p99 = new Metric(w.latencyKind(), Statistic.LATENCY_P99);
    Unit unit = Unit.latency(Shown.cells(c, w.name(), w.latencyKind()));
    boolean full = width >= FULL_WIDTH;
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(w.name(), false));
    columns.add(new Column("IOPS", true));
    Column spread = new Column("", false);
    Column tail = new Column("p99", true);
    if (full) {
      columns.add(spread);
    }
    Column latency = new Column(w.latencyKind().word() + " mean " + unit.label(), true);
    columns.add(latency);
    if (full) {
      columns.add(tail);
    }
    Column ratio = new Column("ratio", false);
    Column verdict = new Column("verdict", false);
    columns.add(ratio);
    columns.add(verdict);
    List<Verdict> verdicts = new ArrayList<>();
    for (String backend : Shown.backends(c)) {
      Optional<Cell> throughput = c.cell(backend, w.name(), Shown.iops(w));
      columns.get(0).add(backend);
      columns.get(1).add(TextCells.value(throughput, Unit.PER_SECOND));
      spread.add(TextCells.interval(throughput, Unit.PER_SECOND));
      latency.add(TextCells.value(c.cell(backend, w.name(), mean), unit));
      tail.add(TextCells.value(c.cell(backend, w.name(), p99), unit));
      ratio.add(TextCells.ratio(throughput));
      verdict.add(TextCells.verdict(c, throughput));
      verdicts.add(throughput.map(Cell::verdict).orElse(Verdict.NO_DATA));
    }
    print(columns, verdicts);
  }

  private void print(List<Column> columns, List<Verdict> verdicts) {
    line(columns.stream().map(Column::head).toList(), Ansi.BOLD);
    for (int row = 0; row < verdicts.size(); row++) {
      List<String> cells = new ArrayList<>();
      for (Column column : columns) {
        cells.add(column.cell(row));
      }
      int last = cells.size() - 1;
      cells.set(last, ansi.paint(cells.get(last).stripTrailing(), Ansi.of(verdicts.get(row))));
      line(cells, "");
    }
  }

  private void line(List<String> cells, String style) {
    out.append(ansi.paint(String.join("  ", cells).stripTrailing(), style)).append('\n');
  }

  private void wrap(String text, String indent, String style) {
    StringBuilder line = new StringBuilder();
    String lead = text.substring(0, text.length() - text.stripLeading().length());
    line.append(lead);
    for (String word : text.strip().replace(" %", GLUED).split("\\s+")) {
      boolean first = line.toString().isBlank();
      if (!first && line.length() + 1 + word.length() > width) {
        out.append(ansi.paint(line.toString(), style)).append('\n');
        line.setLength(0);
        line.append(indent);
        first = true;
      }
      line.append(first ? "" : " ").append(word.replace(GLUED, " %"));
    }
    out.append(ansi.paint(line.toString(), style)).append('\n');
  }
}
