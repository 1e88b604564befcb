package io.poolbench.result;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/** Latency histograms in HdrHistogram's log format: one interval line per kind of I/O, tagged. */
public final class HistogramFiles {
  private HistogramFiles() {}

  /**
   * The log file's content; without histograms, its head alone.
   *
   * @param histograms in nanoseconds
   */
  public static byte[] encode(Map<IoKind, Histogram> histograms) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HistogramLogWriter writer = new HistogramLogWriter(out);
    writer.outputLogFormatVersion();
    writer.outputComment("[Latencies in nanoseconds, merged over all jobs; tag = kind of I/O]");
    writer.outputLegend();
    new TreeMap<>(histograms)
        .forEach(
            (kind, histogram) -> {
              Histogram copy = histogram.copy();
              copy.setTag(kind.word());
              writer.outputIntervalHistogram(0.0, 1.0, copy, 1.0);
            });
    writer.close();
    return out.toByteArray();
  }

  /** Not kept: one takes megabytes. */
  static Optional<Histogram> read(Path file, IoKind kind) {
    return Optional.ofNullable(load(file).get(kind));
  }

  private static Map<IoKind, Histogram> load(Path file) {
    Map<IoKind, Histogram> found = new EnumMap<>(IoKind.class);
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      for (EncodableHistogram h = reader.nextIntervalHistogram();
          h != null;
          h = reader.nextIntervalHistogram()) {
        for (IoKind kind : IoKind.values()) {
          if (kind.word().equals(h.getTag()) && h instanceof Histogram) {
            found.put(kind, (Histogram) h);
          }
        }
      }
    } catch (FileNotFoundException e) {
      throw new ResultException(file + " is missing: the trial's folder is damaged", e);
    } catch (RuntimeException e) {
      // The reader declares nothing; a cut file makes it throw whatever its parts throw.
      throw new ResultException(
          file + " is damaged: restore it, or remove the trial's folder and measure it again", e);
    }
    return found;
  }
}
