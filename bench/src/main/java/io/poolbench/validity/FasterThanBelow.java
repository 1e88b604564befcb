package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.result.Vantage;
import io.poolbench.result.VantageResult;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A guest that is served faster than the host is by the same volume, in the same pattern, queue and
 * cache mode: more layers take no less time, so that something answers from memory, drops flushes,
 * or measures other work. Compared are mean latencies, of writes together with their syncs; left
 * out are open loops, whose guest waits for its schedule.
 */
final class FasterThanBelow implements Check {
  /** Both scatter, and the two measure one after another: less than this says nothing. */
  static final double TOLERANCE = 0.20;

  @Override
  public String name() {
    return "faster-than-below";
  }

  @Override
  public List<Finding> examine(RunResult run) {
    List<Finding> findings = new ArrayList<>();
    for (TrialResult stored : run.trials()) {
      for (WorkloadRecord asked : run.run().workloads()) {
        Optional<WorkloadResult> guest = stored.workload(asked.name());
        Optional<VantageResult> host = stored.vantage(Vantage.HOST, asked.name());
        if (guest.isPresent() && host.isPresent() && asked.closedLoop()) {
          doubt(guest.get(), host.get(), run.run().backend(stored.trial().backend()))
              .ifPresent(reason -> findings.add(finding(stored.trial(), asked.name(), reason)));
        }
      }
    }
    return findings;
  }

  private Finding finding(TrialRecord trial, String workload, String reason) {
    return new Finding(trial.index(), trial.backend(), workload, name(), Validity.SUSPECT, reason);
  }

  private static Optional<String> doubt(
      WorkloadResult guest, VantageResult host, BackendRecord backend) {
    for (IoKind kind : List.of(IoKind.READ, IoKind.WRITE)) {
      double inGuest = nanos(guest.io().get(kind), guest.io().get(IoKind.SYNC), kind);
      double below = nanos(host.io().get(kind), host.io().get(IoKind.SYNC), kind);
      if (inGuest > 0 && below > 0 && inGuest < (1 - TOLERANCE) * below) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "A %s took %.1f µs in the guest and %.1f µs on the host, on the same volume"
                    + " (cache: %s): a layer more cannot be faster. Look for a cache that answers,"
                    + " for dropped flushes, and for other load while the host measured.",
                kind.word(),
                inGuest / 1000,
                below / 1000,
                backend.settings().getOrDefault("cache", "?")));
      }
    }
    return Optional.empty();
  }

  private static double nanos(
      @Nullable IoMeasurement io, @Nullable IoMeasurement sync, IoKind kind) {
    if (io == null) {
      return 0;
    }
    double syncs = kind == IoKind.WRITE && sync != null ? sync.meanLatencyNanos() : 0;
    return io.meanTotalLatencyNanos() + syncs;
  }
}
