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
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * The host's counters beside a workload, a sample a second and one at each end: {@code
 * <workload>.telemetry.csv}. What the host does not count has an empty column.
 */
public record Telemetry(List<Sample> samples) {
  private static final String SECONDS = "seconds";
  private static final String PHASE = "phase";
  private static final String RAMP = "ramp";
  private static final String WINDOW = "window";

  /**
   * One moment.
   *
   * @param seconds since the workload was started, to the millisecond that the file keeps, so that
   *     what is computed before and after it is the same
   * @param measured whether the window had begun, as far as the host can tell
   */
  public record Sample(double seconds, boolean measured, Map<HostCounter, Long> counters) {
    public Sample {
      seconds = toMillisecond(seconds);
      counters = Collections.unmodifiableMap(new EnumMap<>(filled(counters)));
    }

    private static Map<HostCounter, Long> filled(Map<HostCounter, Long> counters) {
      Map<HostCounter, Long> all = new EnumMap<>(HostCounter.class);
      all.putAll(counters);
      return all;
    }
  }

  public Telemetry {
    samples = List.copyOf(samples);
  }

  private static double toMillisecond(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }

  /** From the first to the last sample, where both have counted it. */
  public TelemetryRecord record(String file) {
    Map<String, Long> totals = new TreeMap<>();
    double seconds = 0;
    if (!samples.isEmpty()) {
      Sample first = samples.get(0);
      Sample last = samples.get(samples.size() - 1);
      seconds = last.seconds() - first.seconds();
      first
          .counters()
          .forEach(
              (counter, then) -> {
                Long now = last.counters().get(counter);
                if (now != null) {
                  totals.put(counter.word(), now - then);
                }
              });
    }
    return new TelemetryRecord(file, toMillisecond(seconds), totals);
  }

  /** The file's content. */
  public String csv() {
    StringBuilder out = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(out, format())) {
      for (Sample sample : samples) {
        List<Object> row = new ArrayList<>();
        row.add(String.format(Locale.ROOT, "%.3f", sample.seconds()));
        row.add(sample.measured() ? WINDOW : RAMP);
        for (HostCounter counter : HostCounter.values()) {
          row.add(
              Optional.ofNullable(sample.counters().get(counter)).<Object>map(v -> v).orElse(""));
        }
        csv.printRecord(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static CSVFormat format() {
    List<String> head = new ArrayList<>(List.of(SECONDS, PHASE));
    for (HostCounter counter : HostCounter.values()) {
      head.add(counter.word());
    }
    return CSVFormat.RFC4180
        .builder()
        .setRecordSeparator('\n')
        .setHeader(head.toArray(String[]::new))
        .get();
  }

  /**
   * Reads a file's content; columns of another version are passed over.
   *
   * @throws ResultException when it is none
   */
  static Telemetry parse(String csv) {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    List<Sample> samples = new ArrayList<>();
    try (CSVParser rows = CSVParser.parse(new StringReader(csv), format)) {
      for (CSVRecord row : rows) {
        Map<HostCounter, Long> counters = new EnumMap<>(HostCounter.class);
        for (Map.Entry<String, String> cell : row.toMap().entrySet()) {
          Optional<HostCounter> counter = HostCounter.of(cell.getKey());
          if (counter.isPresent() && !cell.getValue().isEmpty()) {
            counters.put(counter.get(), Long.valueOf(cell.getValue()));
          }
        }
        samples.add(
            new Sample(
                Double.parseDouble(row.get(SECONDS)), row.get(PHASE).equals(WINDOW), counters));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ResultException("telemetry is damaged: " + e.getMessage(), e);
    }
    return new Telemetry(samples);
  }
}
