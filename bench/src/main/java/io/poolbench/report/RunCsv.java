package io.poolbench.report;

import io.poolbench.compare.RunComparison;
import io.poolbench.compare.RunComparison.Row;
import io.poolbench.compare.Verdict;
import io.poolbench.stats.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Runs compared: a row per figure, in base units and full precision. */
final class RunCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setRecordSeparator('\n')
          .setHeader(
              "base",
              "run",
              "workload",
              "metric",
              "unit",
              "backend",
              "base_n",
              "base_mean",
              "run_n",
              "run_mean",
              "ratio",
              "ratio_low",
              "ratio_high",
              "p",
              "p_adjusted",
              "verdict",
              "suspect",
              "base_excluded",
              "run_excluded",
              "alike")
          .get();

  private RunCsv() {}

  static String encode(RunComparison c) {
    StringBuilder out = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(out, FORMAT)) {
      for (int i = 0; i < c.candidates().size(); i++) {
        String run = c.candidates().get(i).id();
        boolean alike = c.differences().get(i).isEmpty();
        for (Row row : c.rows()) {
          if (row.candidate().equals(run)) {
            print(csv, c.base().id(), row, alike);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void print(CSVPrinter csv, String base, Row row, boolean alike)
      throws IOException {
    csv.printRecord(
        base,
        row.candidate(),
        row.workload(),
        row.metric().name(),
        row.metric().unit(),
        row.backend(),
        row.base().n(),
        RunReports.number(row.base().mean()),
        row.run().n(),
        RunReports.number(row.run().mean()),
        RunReports.number(row.ratio()),
        bound(row, Interval::low),
        bound(row, Interval::high),
        RunReports.number(row.pValue()),
        RunReports.number(row.adjustedPValue()),
        row.verdict() == Verdict.UNTESTED ? "" : row.verdict().word(),
        row.suspect(),
        row.base().excluded(),
        row.run().excluded(),
        alike);
  }

  private static String bound(Row row, Function<Interval, Double> bound) {
    return row.interval().map(bound).map(String::valueOf).orElse("");
  }
}
