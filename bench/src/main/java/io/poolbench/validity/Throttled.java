package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.HostCounter;
import io.poolbench.result.TelemetryRecord;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.util.List;

/**
 * A processor that was slowed down because of heat while the workload ran. Source: Linux, {@code
 * Documentation/ABI/testing/sysfs-devices-system-cpu}, thermal_throttle.
 */
final class Throttled implements WorkloadCheck {
  @Override
  public String name() {
    return "throttled";
  }

  @Override
  public List<Doubt> doubts(BackendRecord backend, WorkloadRecord asked, WorkloadResult measured) {
    TelemetryRecord telemetry = measured.telemetry();
    long times = telemetry == null ? 0 : telemetry.total(HostCounter.THROTTLINGS).orElse(0);
    return times <= 0
        ? List.of()
        : List.of(
            new Doubt(
                Validity.SUSPECT,
                "The host's processors were slowed down "
                    + times
                    + (times == 1 ? " time" : " times")
                    + " because of heat. Cool the machine, or fix its clock rate below what it can"
                    + " keep up, and measure again."));
  }
}
