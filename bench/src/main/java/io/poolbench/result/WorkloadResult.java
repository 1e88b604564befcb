package io.poolbench.result;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One workload of one trial, as kept in {@code trial.json}.
 *
 * @param workload its name in the scenario
 * @param rawFile fio's json+ output, verbatim, a file name in the trial's folder
 * @param histogramFile the merged latency histograms, one tagged line per {@link IoKind}, a file
 *     name in the trial's folder (HdrHistogram's log format)
 * @param io figures by kind of I/O; only kinds that did any
 * @param series what it did over its window; null where jobs had no window in common, and when an
 *     earlier poolbench stored it
 * @param ramp the ramp that was to end by itself; null where its length was declared
 * @param telemetry what the host counted meanwhile; null when an earlier poolbench stored it
 */
public record WorkloadResult(
    String workload,
    String rawFile,
    String histogramFile,
    Instant started,
    Instant ended,
    Map<IoKind, IoMeasurement> io,
    WorkloadEvidence evidence,
    @Nullable SeriesRecord series,
    @Nullable RampRecord ramp,
    @Nullable TelemetryRecord telemetry) {
  public WorkloadResult {
    io = Collections.unmodifiableMap(new TreeMap<>(io));
  }
}
