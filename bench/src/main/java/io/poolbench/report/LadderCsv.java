package io.poolbench.report;

import io.poolbench.compare.Comparison;
import io.poolbench.compare.Ladder;
import io.poolbench.compare.LadderStep;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.stats.Interval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** {@code ladder.csv}: a row per step, nanoseconds in full precision. */
final class LadderCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setRecordSeparator('\n')
          .setHeader(
              "run",
              "workload",
              "vantage",
              "backend",
              "over_vantage",
              "over_backend",
              "layer",
              "n",
              "below_ns",
              "here_ns",
              "added_ns",
              "added_low",
              "added_high",
              "ratio",
              "ratio_low",
              "ratio_high",
              "median_added_ns",
              "median_added_low",
              "median_added_high",
              "told_from_nothing",
              "suspect",
              "confounded")
          .get();

  private LadderCsv() {}

  /** Empty where nothing was measured from outside a guest. */
  static Optional<String> encode(Comparison c) {
    StringBuilder out = new StringBuilder();
    boolean any = false;
    try (CSVPrinter csv = new CSVPrinter(out, FORMAT)) {
      for (WorkloadRecord w : c.result().run().workloads()) {
        for (LadderStep s : Ladder.of(c.result(), c.judgement(), w, c.level())) {
          any = true;
          csv.printRecord(
              c.result().run().id(),
              s.workload(),
              s.upper().vantage().word(),
              s.upper().backend(),
              s.lower().vantage().word(),
              s.lower().backend(),
              s.adds(),
              s.pairs(),
              s.lowerNanos(),
              s.upperNanos(),
              s.addedNanos(),
              end(s.added(), Interval::low),
              end(s.added(), Interval::high),
              s.ratio(),
              end(s.ratioInterval(), Interval::low),
              end(s.ratioInterval(), Interval::high),
              s.medianAdded().isPresent() ? Double.toString(s.medianAdded().getAsDouble()) : "",
              end(s.medianInterval(), Interval::low),
              end(s.medianInterval(), Interval::high),
              s.isTold(),
              s.suspect(),
              String.join("; ", s.confounded()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return any ? Optional.of(out.toString()) : Optional.empty();
  }

  private static String end(Optional<Interval> interval, ToDoubleFunction<Interval> which) {
    return interval.map(i -> Double.toString(which.applyAsDouble(i))).orElse("");
  }
}
