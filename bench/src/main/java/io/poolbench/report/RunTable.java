package io.poolbench.report;

import io.poolbench.compare.RunComparison;
import io.poolbench.compare.RunComparison.Row;
import io.poolbench.compare.Verdict;
import io.poolbench.result.RunRecord;
import java.util.List;

/** Runs compared, for a terminal. */
final class RunTable {
  private final RunComparison c;
  private final Ansi ansi;
  private final StringBuilder out = new StringBuilder();

  RunTable(RunComparison comparison, boolean colour) {
    this.c = comparison;
    this.ansi = new Ansi(colour);
  }

  String render() {
    for (int i = 0; i < c.candidates().size(); i++) {
      RunRecord run = c.candidates().get(i);
      line(run.id() + " against " + c.base().id(), Ansi.BOLD);
      c.differences().get(i).forEach(d -> line("! not alike: " + d, Ansi.YELLOW));
      table(RunReports.shown(c, run.id()));
      out.append('\n');
    }
    line(
        "ratio: the run's figure over the base's; in brackets intervals at 95 %, or wider where a verdict was selected; † SUSPECT",
        Ansi.DIM);
    RunReports.cautions(c).forEach(caution -> line(caution, Ansi.DIM));
    line(RunReports.outcome(c), c.regressions().isEmpty() ? "" : Ansi.RED);
    return out.toString();
  }

  private void table(List<Row> rows) {
    Column workload = new Column("workload", false);
    Column backend = new Column("backend", false);
    Column figure = new Column("figure", false);
    Column before = new Column("base", true);
    Column after = new Column("run", true);
    Column ratio = new Column("ratio", false);
    List<Column> columns = List.of(workload, backend, figure, before, after, ratio);
    for (Row row : rows) {
      workload.add(row.workload());
      backend.add(row.backend());
      figure.add(RunReports.name(row.metric()));
      before.add(RunReports.figure(row.metric(), row.base()));
      after.add(RunReports.figure(row.metric(), row.run()));
      ratio.add(RunReports.ratio(row));
    }
    line(String.join("  ", columns.stream().map(Column::head).toList()) + "  verdict", Ansi.BOLD);
    for (int i = 0; i < rows.size(); i++) {
      int row = i;
      out.append(String.join("  ", columns.stream().map(column -> column.cell(row)).toList()));
      Verdict verdict = rows.get(i).verdict();
      out.append("  ").append(ansi.paint(verdict.word(), Ansi.of(verdict))).append('\n');
    }
  }

  private void line(String text, String style) {
    out.append(ansi.paint(text.stripTrailing(), style)).append('\n');
  }
}
