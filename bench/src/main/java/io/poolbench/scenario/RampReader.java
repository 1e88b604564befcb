package io.poolbench.scenario;

import io.poolbench.fio.FioJob;
import io.poolbench.fio.FioJobFile;
import io.poolbench.workload.AutoRamp;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code ramp} and {@code ramp_max} of a workload. */
final class RampReader {
  private static final String RAMP = "ramp";
  private static final String BOUND = "ramp_max";

  private RampReader() {}

  /** Empty where the ramp is the jobs' own, or after a problem was added. */
  static Optional<AutoRamp> read(Section workload, FioJobFile jobs) {
    Optional<String> auto = workload.text(RAMP);
    Optional<Long> bound = workload.number(BOUND);
    if (workload.value(RAMP).isEmpty()) {
      if (workload.value(BOUND).isPresent()) {
        workload.problem(BOUND, "is given without ramp: auto; add that, or leave it out");
      }
      return Optional.empty();
    }
    if (auto.isEmpty() || (bound.isEmpty() && workload.value(BOUND).isPresent())) {
      return Optional.empty();
    }
    Optional<String> against = against(jobs);
    if (against.isPresent()) {
      workload.problem(RAMP, against.get());
      return Optional.empty();
    }
    Duration most = bound.map(Duration::ofSeconds).orElse(AutoRamp.DEFAULT_BOUND);
    Duration least = AutoRamp.shortest(jobs.measuringTime());
    if (most.compareTo(least) < 0) {
      workload.problem(
          BOUND,
          "is "
              + most.toSeconds()
              + "s; throughput must hold still for as long as it is measured, so expected at least "
              + (least.toMillis() + 999) / 1000
              + "s");
      return Optional.empty();
    }
    return Optional.of(AutoRamp.before(jobs.measuringTime(), most));
  }

  /** What of the jobs cannot go with a ramp that ends by itself. */
  private static Optional<String> against(FioJobFile jobs) {
    if (!jobs.rampTime().isZero()) {
      return Optional.of(
          "is auto beside fio's ramp_time or startdelay; expected one of the two: leave those out");
    }
    if (!jobs.isTimed()) {
      return Optional.of("is auto, so every job needs a runtime; a fifth of it is a round");
    }
    return jobs.jobs().stream().anyMatch(FioJob::waits)
        ? Optional.of("is auto, but jobs wait for one another; expected jobs that run at once")
        : Optional.empty();
  }
}
