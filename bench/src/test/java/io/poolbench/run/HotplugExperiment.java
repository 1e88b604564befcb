package io.poolbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.IoKind;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.WorkloadResult;
import io.poolbench.stats.Interval;
import io.poolbench.stats.PairedLogRatio;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether figures move when a disk is hot-plugged into a guest that served other trials before,
 * instead of a guest booted for the one trial. Pairs in random order; run by name:
 *
 * <pre>
 * ./poolbench test -Dit.test=HotplugExperiment -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class HotplugExperiment {
  private static final int PAIRS = Integer.getInteger("poolbench.pairs", 12);

  @TempDir Path temporary;

  @Test
  void figuresDoNotMoveWithHotPlugging() throws Exception {
    SplittableRandom random = new SplittableRandom(20261122);
    Map<String, List<Double>> hot = new LinkedHashMap<>();
    Map<String, List<Double>> fresh = new LinkedHashMap<>();
    List<Double> overhead = new ArrayList<>();
    List<Double> boots = new ArrayList<>();
    try (ExperimentRig rig = new ExperimentRig(temporary)) {
      BootedGuest kept = rig.boot();
      rig.trial(kept, 1);
      for (int pair = 0; pair < PAIRS; pair++) {
        boolean hotFirst = random.nextBoolean();
        for (int turn = 0; turn < 2; turn++) {
          if (hotFirst == (turn == 0)) {
            TrialRecord trial = rig.trial(kept, pair + 1L);
            overhead.add(overheadSeconds(trial));
            add(hot, trial);
          } else {
            try (BootedGuest guest = rig.boot()) {
              boots.add(guest.bootSeconds());
              add(fresh, rig.trial(guest, pair + 1L));
            }
          }
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "overhead of a trial of 3 workloads, s: median %.2f, largest %.2f (n = %d)%n",
        median(overhead),
        overhead.stream().mapToDouble(d -> d).max().orElseThrow(),
        overhead.size());
    System.out.printf(Locale.ROOT, "boot to agent, s: median %.2f%n", median(boots));
    for (String figure : hot.keySet()) {
      PairedLogRatio ratio =
          PairedLogRatio.of(hot.get(figure), fresh.getOrDefault(figure, List.of()));
      Interval interval = ratio.interval(0.95).orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "%-36s hot-plugged / booted %.3f (95 %% interval %.3f to %.3f), %d pairs%n",
          figure,
          ratio.ratio(),
          interval.low(),
          interval.high(),
          ratio.n());
      // with a 99.9 % interval all eight figures together mislead once in 125 times
      assertThat(ratio.interval(0.999).orElseThrow().contains(1)).as(figure).isTrue();
    }
  }

  /** All wall time but filling and the windows and ramps that were asked for. */
  private static double overheadSeconds(TrialRecord trial) {
    double all = trial.phases().values().stream().mapToDouble(d -> d).sum();
    double asked = trial.workloads().size() * 4.0;
    return all - trial.phases().getOrDefault("fill", 0.0) - asked;
  }

  private static void add(Map<String, List<Double>> figures, TrialRecord trial) {
    for (WorkloadResult workload : trial.workloads()) {
      for (IoKind kind : List.of(IoKind.READ, IoKind.WRITE, IoKind.SYNC)) {
        if (workload.io().containsKey(kind)) {
          var io = workload.io().get(kind);
          String name = workload.workload() + " " + kind.word();
          figures.computeIfAbsent(name + " IOPS", k -> new ArrayList<>()).add(io.iops());
          figures
              .computeIfAbsent(name + " mean latency", k -> new ArrayList<>())
              .add(io.meanLatencyNanos());
        }
      }
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
