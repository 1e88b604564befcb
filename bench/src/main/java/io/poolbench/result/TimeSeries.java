package io.poolbench.result;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * What a workload did over its window, in intervals of equal length: {@code <workload>.series.csv}.
 * No ramp is in it.
 *
 * @param ios I/Os in each interval, by kind; every kind has as many intervals
 * @param bytes bytes in each interval, by the same kinds
 */
public record TimeSeries(
    long intervalMillis, Map<IoKind, List<Double>> ios, Map<IoKind, List<Double>> bytes) {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setRecordSeparator('\n')
          .setHeader("end_ms", "kind", "ios", "bytes")
          .get();

  public TimeSeries {
    ios = Collections.unmodifiableMap(new TreeMap<>(ios));
    bytes = Collections.unmodifiableMap(new TreeMap<>(bytes));
  }

  /** How many intervals there are; 0 when it did nothing. */
  public int intervals() {
    return ios.values().stream().mapToInt(List::size).max().orElse(0);
  }

  /** The file's content. */
  public String csv() {
    StringBuilder out = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(out, FORMAT)) {
      for (int i = 0; i < intervals(); i++) {
        for (IoKind kind : ios.keySet()) {
          csv.printRecord(
              (i + 1) * intervalMillis,
              kind.word(),
              String.format(Locale.ROOT, "%.2f", at(ios, kind, i)),
              String.format(Locale.ROOT, "%.0f", at(bytes, kind, i)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static double at(Map<IoKind, List<Double>> series, IoKind kind, int interval) {
    List<Double> values = series.getOrDefault(kind, List.of());
    return interval < values.size() ? values.get(interval) : 0;
  }

  /**
   * Reads a file's content.
   *
   * @throws ResultException when it is none
   */
  static TimeSeries parse(String csv, long intervalMillis) {
    Map<IoKind, List<Double>> ios = new EnumMap<>(IoKind.class);
    Map<IoKind, List<Double>> bytes = new EnumMap<>(IoKind.class);
    CSVFormat format = FORMAT.builder().setSkipHeaderRecord(true).get();
    try (CSVParser rows = CSVParser.parse(new StringReader(csv), format)) {
      for (CSVRecord row : rows) {
        IoKind kind = IoKind.valueOf(row.get("kind").toUpperCase(Locale.ROOT));
        ios.computeIfAbsent(kind, k -> new ArrayList<>()).add(Double.valueOf(row.get("ios")));
        bytes.computeIfAbsent(kind, k -> new ArrayList<>()).add(Double.valueOf(row.get("bytes")));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ResultException("a series is damaged: " + e.getMessage(), e);
    }
    return new TimeSeries(intervalMillis, ios, bytes);
  }
}
