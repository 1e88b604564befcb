package io.poolbench.result;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was seen around one workload that was measured outside the guest.
 *
 * @param effective settings that took effect, by name: {@code cache}, {@code aio}, {@code depth},
 *     {@code threads}, {@code pattern}, {@code target}
 * @param clockNanos cost of reading the clock that the latencies were taken with; null where the
 *     engine takes no latency of single I/Os
 * @param hostDevice the host's counters of the substrate device, ramp included; null where the
 *     bytes end elsewhere
 * @param hostStealPercent share of host CPU time stolen by a hypervisor above, all CPUs
 * @param hostBusyPercent share of host CPU time not idle, all CPUs
 * @param cpuPressurePercent share of the time in which some task waited for a CPU (PSI), or null
 * @param ioPressurePercent share of the time in which some task waited for I/O (PSI), or null
 */
public record VantageEvidence(
    Map<String, String> effective,
    @Nullable Double clockNanos,
    @Nullable DiskCounters hostDevice,
    double hostStealPercent,
    double hostBusyPercent,
    @Nullable Double cpuPressurePercent,
    @Nullable Double ioPressurePercent) {
  public VantageEvidence {
    effective = Collections.unmodifiableMap(new TreeMap<>(effective));
  }
}
