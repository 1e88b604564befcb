package io.poolbench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** A stored trial with access to the files beside its {@code trial.json}. */
public final class TrialResult {
  private static final int SAMPLES_BEYOND = 10;

  private final TrialRecord trial;
  private final Path folder;
  private final Map<String, Map<Metric, Double>> percentiles = new HashMap<>();

  TrialResult(TrialRecord trial, Path folder) {
    this.trial = trial;
    this.folder = folder;
  }

  public TrialRecord trial() {
    return trial;
  }

  /** The trial's folder; readers link to files in it. */
  public Path folder() {
    return folder;
  }

  public List<WorkloadResult> workloads() {
    return trial.workloads();
  }

  public Optional<WorkloadResult> workload(String name) {
    return trial.workloads().stream().filter(w -> w.workload().equals(name)).findFirst();
  }

  /** A workload as measured from elsewhere than the guest; empty when it was not. */
  public Optional<VantageResult> vantage(Vantage vantage, String workload) {
    return trial.vantages().stream()
        .filter(v -> v.vantage() == vantage && v.workload().equals(workload))
        .findFirst();
  }

  /** The merged latency histogram in nanoseconds, or empty when the workload did no such I/O. */
  public Optional<Histogram> histogram(String workload, IoKind kind) {
    return workload(workload)
        .flatMap(w -> HistogramFiles.read(folder.resolve(w.histogramFile()), kind));
  }

  /**
   * What the workload did over its window, or empty when that was not stored.
   *
   * @throws ResultException when its file is missing or damaged
   */
  public Optional<TimeSeries> series(String workload) {
    Optional<SeriesRecord> record =
        workload(workload).flatMap(w -> Optional.ofNullable(w.series()));
    if (record.isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.resolve(record.get().file());
    try {
      return Optional.of(TimeSeries.parse(Files.readString(file), record.get().intervalMillis()));
    } catch (IOException | ResultException e) {
      throw new ResultException(
          file + " cannot be read: restore it, or remove the trial's folder and measure it again",
          e);
    }
  }

  /**
   * The host's counters beside a workload, or empty when they were not stored.
   *
   * @throws ResultException when their file is missing or damaged
   */
  public Optional<Telemetry> telemetry(String workload) {
    Optional<TelemetryRecord> record =
        workload(workload).flatMap(w -> Optional.ofNullable(w.telemetry()));
    return record.map(r -> Telemetry.parse(text(folder.resolve(r.file()))));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ResultException(
          file + " cannot be read: restore it, or remove the trial's folder and measure it again",
          e);
    }
  }

  /**
   * A figure of this trial, or empty when the workload did no such I/O, or when fewer than 10
   * samples lie beyond the percentile asked for.
   */
  public OptionalDouble value(String workload, Metric metric) {
    return value(Vantage.GUEST, workload, metric);
  }

  /**
   * The same as seen from a vantage, where it was measured; from one whose engine tells no more
   * than a mean, no percentile.
   */
  public OptionalDouble value(Vantage vantage, String workload, Metric metric) {
    IoMeasurement m = io(vantage, workload).get(metric.kind());
    if (m == null || m.ios() == 0) {
      return OptionalDouble.empty();
    }
    Statistic s = metric.statistic();
    if (s == Statistic.IOPS) {
      return OptionalDouble.of(m.iops());
    }
    if (s == Statistic.BANDWIDTH) {
      return m.bytes() == 0 ? OptionalDouble.empty() : OptionalDouble.of(m.bytesPerSecond());
    }
    if (s == Statistic.LATENCY_MEAN) {
      return OptionalDouble.of(m.meanLatencyNanos());
    }
    return percentile(vantage, workload, metric);
  }

  private Map<IoKind, IoMeasurement> io(Vantage vantage, String workload) {
    return vantage == Vantage.GUEST
        ? workload(workload).map(WorkloadResult::io).orElse(Map.of())
        : vantage(vantage, workload).map(VantageResult::io).orElse(Map.of());
  }

  private Optional<String> histogramFile(Vantage vantage, String workload) {
    return vantage == Vantage.GUEST
        ? workload(workload).map(WorkloadResult::histogramFile)
        : vantage(vantage, workload).flatMap(v -> Optional.ofNullable(v.histogramFile()));
  }

  /** All that a file has are kept when one is asked for, but not its bins. */
  private synchronized OptionalDouble percentile(Vantage vantage, String workload, Metric metric) {
    Optional<String> file = histogramFile(vantage, workload);
    if (file.isEmpty()) {
      return OptionalDouble.empty();
    }
    Map<Metric, Double> known = percentiles.computeIfAbsent(file.get(), this::readPercentiles);
    Double value = known.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private Map<Metric, Double> readPercentiles(String histogramFile) {
    Map<Metric, Double> found = new HashMap<>();
    LatencyBins.percentiles(folder.resolve(histogramFile))
        .forEach(
            (kind, p) -> {
              for (Statistic s : Statistic.values()) {
                if (s.isPercentile()
                    && p.samples() * (1 - s.percentile() / 100) >= SAMPLES_BEYOND - 1e-6) {
                  found.put(new Metric(kind, s), (double) p.at(s.percentile()));
                }
              }
            });
    return found;
  }
}
