package io.poolbench.report;

import static io.poolbench.report.Markdown.escape;

import io.poolbench.compare.RunComparison;
import io.poolbench.compare.RunComparison.Row;
import io.poolbench.result.RunRecord;

/** Runs compared, fit for a comment. */
final class RunMarkdown {
  private RunMarkdown() {}

  static String render(RunComparison c) {
    StringBuilder out = new StringBuilder();
    out.append("## ").append(escape(c.base().scenario())).append("\n\n");
    out.append("**").append(escape(RunReports.outcome(c))).append("**\n");
    for (int i = 0; i < c.candidates().size(); i++) {
      RunRecord run = c.candidates().get(i);
      out.append("\n### ").append(escape(run.id() + " against " + c.base().id())).append("\n\n");
      for (String difference : c.differences().get(i)) {
        out.append("> **not alike** ").append(escape(difference)).append("\n>\n");
      }
      out.append("\n| workload | backend | figure | base | run | ratio | verdict | n |\n");
      out.append("|---|---|---|--:|--:|--:|---|--:|\n");
      RunReports.shown(c, run.id()).forEach(row -> row(out, row));
    }
    out.append(
        "\nValues are geometric means over replicates; ratios are the run's figure over the");
    out.append(
        " base's with intervals at 95 %, or wider where a verdict was selected, in brackets. † SUSPECT figures entered.\n");
    RunReports.cautions(c).forEach(caution -> out.append(caution).append('\n'));
    return out.toString();
  }

  private static void row(StringBuilder out, Row row) {
    String[] cells = {
      escape(row.workload()),
      escape(row.backend()),
      RunReports.name(row.metric()),
      RunReports.figure(row.metric(), row.base()),
      RunReports.figure(row.metric(), row.run()),
      RunReports.ratio(row),
      row.verdict().word(),
      RunReports.replicates(row)
    };
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
