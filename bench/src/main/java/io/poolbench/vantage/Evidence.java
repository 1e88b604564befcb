package io.poolbench.vantage;

import io.poolbench.host.HostCounters;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.VantageEvidence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The host's counters around a measurement. */
final class Evidence {
  private final List<Path> devices;
  private final HostCounters before;

  Evidence(List<Path> devices) throws IOException {
    this.devices = devices;
    this.before = HostCounters.read(devices);
  }

  VantageEvidence until(Map<String, String> effective, @Nullable Double clockNanos)
      throws IOException {
    HostCounters after = HostCounters.read(devices);
    DiskCounters then = before.device();
    DiskCounters now = after.device();
    return new VantageEvidence(
        effective,
        clockNanos,
        now == null || then == null ? null : now.since(then),
        after.stealPercentSince(before),
        after.busyPercentSince(before),
        after.cpuPressurePercentSince(before),
        after.ioPressurePercentSince(before));
  }
}
