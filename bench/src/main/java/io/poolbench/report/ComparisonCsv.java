package io.poolbench.report;

import io.poolbench.compare.Cell;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Ratio;
import io.poolbench.compare.Verdict;
import io.poolbench.stats.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** {@code comparison.csv}: a row per figure, in base units and full precision. */
final class ComparisonCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setRecordSeparator('\n')
          .setHeader(
              "run",
              "scenario",
              "workload",
              "metric",
              "unit",
              "backend",
              "n",
              "mean",
              "low",
              "high",
              "ratio",
              "ratio_low",
              "ratio_high",
              "p",
              "p_adjusted",
              "verdict",
              "suspect",
              "excluded",
              "place")
          .get();

  private ComparisonCsv() {}

  static String encode(Comparison c) {
    StringBuilder out = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(out, FORMAT)) {
      for (Cell cell : c.cells()) {
        Optional<Ratio> ratio = cell.ratio();
        Optional<Interval> shown = ratio.flatMap(Shown::interval);
        csv.printRecord(
            c.result().run().id(),
            c.result().run().scenario(),
            cell.workload(),
            cell.metric().name(),
            cell.metric().unit(),
            cell.backend(),
            cell.values().size(),
            number(cell.mean()),
            cell.interval().map(i -> Double.toString(i.low())).orElse(""),
            cell.interval().map(i -> Double.toString(i.high())).orElse(""),
            ratio.map(r -> Double.toString(r.ratio())).orElse(""),
            shown.map(i -> Double.toString(i.low())).orElse(""),
            shown.map(i -> Double.toString(i.high())).orElse(""),
            number(ratio.map(Ratio::pValue).orElse(OptionalDouble.empty())),
            number(ratio.map(Ratio::adjustedPValue).orElse(OptionalDouble.empty())),
            Shown.verdict(c, cell).map(Verdict::word).orElse(""),
            cell.suspect(),
            cell.excluded(),
            c.result().run().place());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }
}
