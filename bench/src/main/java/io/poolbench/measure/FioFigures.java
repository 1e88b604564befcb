package io.poolbench.measure;

import io.poolbench.fio.FioJob;
import io.poolbench.fio.FioJobResult;
import io.poolbench.fio.FioLatency;
import io.poolbench.fio.FioOutput;
import io.poolbench.fio.FioRateLogs;
import io.poolbench.fio.FioStream;
import io.poolbench.fio.MergedLatency;
import io.poolbench.host.HostCounters;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.HistogramFiles;
import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.SeriesRecord;
import io.poolbench.result.TimeSeries;
import io.poolbench.result.WorkloadEvidence;
import io.poolbench.result.WorkloadResult;
import io.poolbench.workload.FioWorkload;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One workload's figures from fio's output: sums and merged histograms over its jobs. */
final class FioFigures {
  private final FioWorkload workload;
  private final FioOutput output;

  FioFigures(FioWorkload workload, FioOutput output) {
    this.workload = workload;
    this.output = output;
  }

  /**
   * @param logs what fio logged of its rates, where there is one window to speak of
   */
  FioRunner.Measured measured(
      FioRunner.Raw raw, DiskCounters guestDisk, byte[] json, Optional<FioRateLogs> logs) {
    Map<IoKind, IoMeasurement> io = new EnumMap<>(IoKind.class);
    Map<IoKind, Histogram> histograms = new EnumMap<>(IoKind.class);
    for (IoKind kind : IoKind.values()) {
      List<FioLatency> latencies = output.completionLatencies(fioKind(kind));
      if (!latencies.isEmpty()) {
        MergedLatency merged = MergedLatency.of(latencies);
        histograms.put(kind, merged.histogram());
        io.put(kind, measurement(kind, merged));
      }
    }
    String rawFile = workload.name() + ".fio.json";
    String histogramFile = workload.name() + ".hlog";
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(rawFile, json);
    files.put(histogramFile, HistogramFiles.encode(histograms));
    SeriesRecord series = logs.map(l -> series(l, files)).orElse(null);
    String telemetryFile = workload.name() + ".telemetry.csv";
    files.put(telemetryFile, raw.telemetry().csv().getBytes(StandardCharsets.UTF_8));
    WorkloadResult result =
        new WorkloadResult(
            workload.name(),
            rawFile,
            histogramFile,
            raw.started(),
            raw.ended(),
            io,
            evidence(raw, guestDisk, io),
            series,
            raw.ramp(),
            raw.telemetry().record(telemetryFile));
    return new FioRunner.Measured(result, files);
  }

  private SeriesRecord series(FioRateLogs logs, Map<String, byte[]> files) {
    long interval = workload.jobs().seriesInterval().orElseThrow().toMillis();
    long window =
        Stream.of(IoKind.READ, IoKind.WRITE, IoKind.TRIM)
            .mapToLong(this::windowMillis)
            .max()
            .orElse(0);
    TimeSeries series = SeriesBuilder.series(logs, interval, window);
    String file = workload.name() + ".series.csv";
    files.put(file, series.csv().getBytes(StandardCharsets.UTF_8));
    return SeriesBuilder.record(series, file);
  }

  private IoMeasurement measurement(IoKind kind, MergedLatency merged) {
    List<FioStream> streams = streams(kind);
    long ios = streams.stream().mapToLong(FioStream::totalIos).sum();
    long bytes = streams.stream().mapToLong(FioStream::ioBytes).sum();
    long windowMillis = windowMillis(kind);
    return new IoMeasurement(
        ios,
        bytes,
        windowMillis,
        perSecond(ios, windowMillis),
        perSecond(bytes, windowMillis),
        merged.meanNanos(),
        merged.stddevNanos(),
        meanTotalNanos(streams),
        streams.stream().mapToLong(FioStream::shortIos).sum(),
        streams.stream().mapToLong(FioStream::dropIos).sum());
  }

  /**
   * The window: the longest job's, or the jobs' sum where they wait for one another. A flush has no
   * window of its own in fio's output; it has that of the writes it belongs to.
   */
  private long windowMillis(IoKind kind) {
    boolean inTurn =
        workload.jobs().jobs().stream().map(FioJob::options).anyMatch(FioFigures::waits);
    IoKind timed = kind == IoKind.SYNC ? IoKind.WRITE : kind;
    return inTurn
        ? streams(timed).stream().mapToLong(FioStream::runtimeMillis).sum()
        : streams(timed).stream().mapToLong(FioStream::runtimeMillis).max().orElse(0);
  }

  private static boolean waits(io.poolbench.fio.FioOptions options) {
    return options.flag("stonewall") || options.has("wait_for");
  }

  private List<FioStream> streams(IoKind kind) {
    return output.jobs().stream()
        .map(job -> job.streams().get(fioKind(kind)))
        .filter(Objects::nonNull)
        .toList();
  }

  private static double perSecond(long count, long millis) {
    return millis == 0 ? 0 : count * 1000.0 / millis;
  }

  private static double meanTotalNanos(List<FioStream> streams) {
    double weighted = 0;
    long samples = 0;
    for (FioStream stream : streams) {
      if (stream.lat().isPresent()) {
        FioLatency lat = stream.lat().get();
        weighted += lat.meanNanos() * lat.samples();
        samples += lat.samples();
      }
    }
    return samples == 0 ? 0 : weighted / samples;
  }

  private WorkloadEvidence evidence(
      FioRunner.Raw raw, DiskCounters guestDisk, Map<IoKind, IoMeasurement> io) {
    HostCounters before = raw.before();
    HostCounters after = raw.after();
    double depth =
        io.entrySet().stream()
            .filter(e -> e.getKey() != IoKind.SYNC)
            .mapToDouble(e -> e.getValue().iops() * e.getValue().meanTotalLatencyNanos() / 1e9)
            .sum();
    return new WorkloadEvidence(
        output.jobs().stream().mapToInt(FioJobResult::error).sum(),
        raw.exit().errors().strip(),
        guestDisk,
        since(after.device(), before.device()),
        after.stealPercentSince(before),
        after.busyPercentSince(before),
        after.cpuPressurePercentSince(before),
        after.ioPressurePercentSince(before),
        depth,
        raw.clock(),
        raw.qemu());
  }

  private static @Nullable DiskCounters since(
      @Nullable DiskCounters after, @Nullable DiskCounters before) {
    return after == null || before == null ? null : after.since(before);
  }

  private static io.poolbench.fio.IoKind fioKind(IoKind kind) {
    return io.poolbench.fio.IoKind.valueOf(kind.name());
  }
}
