package io.poolbench.validity;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * I/O was counted, yet a rate or a latency is zero, negative or no number: the figures contradict
 * each other, and no ratio could be formed of them.
 */
final class ImpossibleFigure implements WorkloadCheck {
  @Override
  public String name() {
    return "impossible-figure";
  }

  @Override
  public List<Doubt> doubts(BackendRecord backend, WorkloadRecord asked, WorkloadResult measured) {
    List<String> impossible = new ArrayList<>();
    for (Map.Entry<IoKind, IoMeasurement> io : new TreeMap<>(measured.io()).entrySet()) {
      IoMeasurement m = io.getValue();
      if (m.ios() > 0) {
        String kind = io.getKey().word() + " ";
        note(impossible, kind + "IOPS", m.iops());
        note(impossible, kind + "mean latency in ns", m.meanLatencyNanos());
        if (m.bytes() > 0) {
          note(impossible, kind + "bytes per second", m.bytesPerSecond());
        }
      }
    }
    if (impossible.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Doubt(
            Validity.INVALID,
            "I/O was counted, yet "
                + String.join(", ", impossible)
                + ". See "
                + measured.rawFile()
                + ": the window may have been too short for fio's clock."));
  }

  private static void note(List<String> impossible, String figure, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      impossible.add(figure + " is " + value);
    }
  }
}
