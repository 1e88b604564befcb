package io.poolbench.result;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What the host counted beside a workload, ramp included.
 *
 * @param file {@code <workload>.telemetry.csv}, a file name in the trial's folder
 * @param seconds from the first sample to the last
 * @param totals of each counter from the first sample to the last, by {@link HostCounter#word};
 *     what the host does not count is left out
 */
public record TelemetryRecord(String file, double seconds, Map<String, Long> totals) {
  public TelemetryRecord {
    totals = Collections.unmodifiableMap(new TreeMap<>(totals));
  }

  public OptionalLong total(HostCounter counter) {
    Long total = totals.get(counter.word());
    return total == null ? OptionalLong.empty() : OptionalLong.of(total);
  }
}
