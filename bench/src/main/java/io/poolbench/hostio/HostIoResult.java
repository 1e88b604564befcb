package io.poolbench.hostio;

import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What the host did in the window, ramp excluded.
 *
 * @param engine {@code psync} or {@code io_uring}
 * @param started of the window
 * @param ended of the window
 * @param io only kinds that did any; rates are JMH's, latencies from the histograms but for the
 *     mean, which is exact
 * @param histograms latencies in nanoseconds, three significant digits; in an open loop from the
 *     intended start
 * @param clockNanos cost of one look at the clock; each latency holds about one
 * @param missedSchedulePercent share of the arrivals of the window that had not begun at its end; 0
 *     in a closed loop
 * @param effective settings as they were used, by name
 */
public record HostIoResult(
    String engine,
    Instant started,
    Instant ended,
    Map<IoKind, IoMeasurement> io,
    Map<IoKind, Histogram> histograms,
    double clockNanos,
    double missedSchedulePercent,
    Map<String, String> effective) {
  public HostIoResult {
    io = Collections.unmodifiableMap(new TreeMap<>(io));
    histograms = Collections.unmodifiableMap(new TreeMap<>(histograms));
    effective = Collections.unmodifiableMap(new TreeMap<>(effective));
  }
}
