package io.poolbench.report;

import io.poolbench.compare.Comparison;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Renders a comparison. What every section and column means is in {@code docs/report.md}. */
public final class Reports {
  private Reports() {}

  /**
   * Writes {@code <reportsRoot>/<run>/index.html}, {@code comparison.csv}, {@code summary.md} and,
   * where something was measured from outside a guest, {@code ladder.csv}. The folder appears
   * whole; an earlier report of the run is replaced, files of others in its folder stay.
   *
   * @return the page
   * @throws io.poolbench.result.ResultException when the folder cannot be written
   */
  public static Path render(Comparison c, Path reportsRoot) {
    ReportFolder folder = new ReportFolder(reportsRoot, c.result().run().id());
    Map<String, String> files = new LinkedHashMap<>();
    files.put("index.html", new HtmlPage(c, new RawFiles(c.result(), folder.path())).render());
    files.put("comparison.csv", ComparisonCsv.encode(c));
    LadderCsv.encode(c).ifPresent(ladder -> files.put("ladder.csv", ladder));
    files.put("summary.md", MarkdownSummary.render(c));
    folder.write(files);
    return folder.path().resolve("index.html");
  }

  /**
   * The comparison for a terminal: the answer, then a table per workload.
   *
   * @param width columns of the terminal; below 80 the lesser columns are left out
   * @param colour whether to colour the verdicts with ANSI escapes
   */
  public static String table(Comparison c, int width, boolean colour) {
    return new TerminalTable(c, width, colour).render();
  }
}
