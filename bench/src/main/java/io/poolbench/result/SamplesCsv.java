package io.poolbench.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** {@code samples.csv}: one value a row, so that any tool can read many runs with one pattern. */
final class SamplesCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setRecordSeparator('\n')
          .setHeader(
              "run",
              "replicate",
              "backend",
              "vantage",
              "workload",
              "metric",
              "unit",
              "value",
              "validity",
              "place")
          .get();

  private SamplesCsv() {}

  static String encode(List<Sample> samples) {
    StringBuilder out = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(out, FORMAT)) {
      for (Sample s : samples) {
        csv.printRecord(
            s.run(),
            s.replicate(),
            s.backend(),
            s.vantage(),
            s.workload(),
            s.metric(),
            s.unit(),
            Double.toString(s.value()),
            s.validity(),
            s.place());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
