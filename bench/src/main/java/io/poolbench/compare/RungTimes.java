package io.poolbench.compare;

import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.Metric;
import io.poolbench.result.RunResult;
import io.poolbench.result.Statistic;
import io.poolbench.result.TrialResult;
import io.poolbench.result.Vantage;
import io.poolbench.result.VantageResult;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import io.poolbench.validity.Judgement;
import io.poolbench.validity.Validity;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The time of one I/O on a rung, block by block. */
final class RungTimes {
  /**
   * One block's.
   *
   * @param meanNanos all time spent on reads, writes and syncs over the number of reads and writes
   * @param medianNanos empty where an engine tells none, or an I/O is several
   */
  record Time(double meanNanos, OptionalDouble medianNanos, boolean suspect) {}

  private RungTimes() {}

  /** By block; INVALID ones are left out. */
  static Map<Integer, Time> of(RunResult run, Judgement judgement, Rung rung, WorkloadRecord w) {
    Map<Integer, Time> times = new TreeMap<>();
    for (TrialResult stored : run.trialsOf(rung.backend())) {
      Validity validity = judgement.of(stored.trial().index(), w.name(), rung.vantage());
      Map<IoKind, IoMeasurement> io = io(stored, rung.vantage(), w.name());
      OptionalDouble mean = mean(io);
      if (validity != Validity.INVALID && mean.isPresent()) {
        times.putIfAbsent(
            stored.trial().block(),
            new Time(
                mean.getAsDouble(),
                median(stored, rung.vantage(), w, io),
                validity == Validity.SUSPECT));
      }
    }
    return times;
  }

  private static Map<IoKind, IoMeasurement> io(TrialResult stored, Vantage from, String workload) {
    return from == Vantage.GUEST
        ? stored.workload(workload).map(WorkloadResult::io).orElse(Map.of())
        : stored.vantage(from, workload).map(VantageResult::io).orElse(Map.of());
  }

  private static OptionalDouble mean(Map<IoKind, IoMeasurement> io) {
    double nanos = 0;
    long ios = 0;
    for (Map.Entry<IoKind, IoMeasurement> one : io.entrySet()) {
      IoMeasurement m = one.getValue();
      boolean sync = one.getKey() == IoKind.SYNC;
      nanos += m.ios() * (sync ? m.meanLatencyNanos() : m.meanTotalLatencyNanos());
      ios += sync ? 0 : m.ios();
    }
    return ios == 0 || !(nanos > 0) ? OptionalDouble.empty() : OptionalDouble.of(nanos / ios);
  }

  private static OptionalDouble median(
      TrialResult stored, Vantage from, WorkloadRecord w, Map<IoKind, IoMeasurement> io) {
    // medians of parts do not add up to one of the whole
    return io.size() == 1
        ? stored.value(from, w.name(), new Metric(w.throughputKind(), Statistic.LATENCY_P50))
        : OptionalDouble.empty();
  }
}
