package io.poolbench.result;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One workload of one trial as measured from another vantage than the guest, on the same volume
 * while no guest has it.
 *
 * @param vantage not {@link Vantage#GUEST}
 * @param workload its name in the scenario, the same as in the guest
 * @param engine what issued the I/O, such as {@code psync}, {@code io_uring}, {@code qemu-img
 *     bench}
 * @param rawFile the engine's own output, verbatim, a file name in the trial's folder
 * @param histogramFile latency histograms as in {@link WorkloadResult}; null where the engine tells
 *     no more than a mean
 * @param io figures by kind of I/O; only kinds that did any
 */
public record VantageResult(
    Vantage vantage,
    String workload,
    String engine,
    String rawFile,
    @Nullable String histogramFile,
    Instant started,
    Instant ended,
    Map<IoKind, IoMeasurement> io,
    VantageEvidence evidence) {
  public VantageResult {
    io = Collections.unmodifiableMap(new TreeMap<>(io));
  }
}
