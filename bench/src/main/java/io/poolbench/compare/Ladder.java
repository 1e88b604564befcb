package io.poolbench.compare;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.RunResult;
import io.poolbench.result.Vantage;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.stats.PairedDifference;
import io.poolbench.stats.PairedLogRatio;
import io.poolbench.validity.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Where the time of an I/O goes, layer by layer: from the host's device through file, QEMU and
 * format to the guest. {@code docs/ladder.md} says which rung stands on which.
 */
public final class Ladder {
  private static final Set<String> NETWORK =
      Set.of("netfs", "gluster", "iscsi", "iscsi-direct", "rbd");
  private static final Set<String> FILES = Set.of("fs", "dir", "file");
  private static final String QCOW2 = "qcow2";
  private static final List<String> SAME_FILE = List.of("filesystem", "nocow");

  private final RunResult run;
  private final Judgement judgement;
  private final double level;
  private final List<BackendRecord> backends;

  private Ladder(RunResult run, Judgement judgement, double level) {
    this.run = run;
    this.judgement = judgement;
    this.level = level;
    this.backends = run.run().backends();
  }

  /** A step before its figures are known. */
  private record Planned(Rung lower, Rung upper, String adds, List<String> alike) {}

  /**
   * The steps of a workload, lowest first; none where it was measured in the guest alone.
   *
   * @param level of the intervals, such as 0.95
   */
  public static List<LadderStep> of(
      RunResult run, Judgement judgement, WorkloadRecord workload, double level) {
    boolean further =
        run.trials().stream()
            .flatMap(t -> t.trial().vantages().stream())
            .anyMatch(v -> v.workload().equals(workload.name()));
    return further ? new Ladder(run, judgement, level).steps(workload) : List.of();
  }

  private List<LadderStep> steps(WorkloadRecord workload) {
    List<LadderStep> steps = new ArrayList<>();
    for (Planned planned : planned()) {
      step(workload, planned).ifPresent(steps::add);
    }
    return steps;
  }

  /** All there could be; those whose rungs were not measured have no figures. */
  private List<Planned> planned() {
    List<Planned> planned = new ArrayList<>();
    Optional<BackendRecord> device = device();
    for (BackendRecord b : backends) {
      device
          .filter(d -> !d.equals(b))
          .ifPresent(d -> planned.add(over(Vantage.HOST, d, Vantage.HOST, b, layer(b))));
    }
    for (BackendRecord b : backends) {
      planned.add(over(Vantage.HOST, b, Vantage.QEMU, b, "QEMU's block layer"));
    }
    for (BackendRecord b : backends) {
      raw(b).ifPresent(r -> planned.add(format(Vantage.QEMU, r, b)));
    }
    BackendRecord bottom = device.orElse(backends.get(0));
    planned.add(over(Vantage.QEMU, bottom, Vantage.GUEST, bottom, "virtio and the guest"));
    for (BackendRecord b : backends) {
      Optional<BackendRecord> raw = raw(b);
      if (raw.isPresent()) {
        planned.add(format(Vantage.GUEST, raw.get(), b));
      } else if (!b.equals(bottom)) {
        planned.add(over(Vantage.GUEST, bottom, Vantage.GUEST, b, layer(b)));
      }
    }
    return planned;
  }

  private static Planned over(
      Vantage from, BackendRecord below, Vantage to, BackendRecord above, String adds) {
    return new Planned(new Rung(from, below.name()), new Rung(to, above.name()), adds, List.of());
  }

  private static Planned format(Vantage vantage, BackendRecord raw, BackendRecord b) {
    return new Planned(
        new Rung(vantage, raw.name()), new Rung(vantage, b.name()), QCOW2, SAME_FILE);
  }

  /** The baseline when it is a device, else the first that is one. */
  private Optional<BackendRecord> device() {
    List<BackendRecord> devices =
        backends.stream().filter(b -> Set.of("block", "disk", "scsi").contains(b.kind())).toList();
    return devices.stream()
        .filter(b -> b.name().equals(run.run().analysis().baseline()))
        .findFirst()
        .or(() -> devices.stream().filter(b -> b.kind().equals("block")).findFirst())
        .or(() -> devices.stream().findFirst());
  }

  /** The raw image that a qcow2 image is held against: most alike first. */
  private Optional<BackendRecord> raw(BackendRecord b) {
    if (!b.setting("format").equals(QCOW2)) {
      return Optional.empty();
    }
    List<BackendRecord> raws =
        backends.stream().filter(r -> r.setting("format").equals("raw")).toList();
    return raws.stream()
        .filter(r -> r.kind().equals(b.kind()) && alike(r, b))
        .findFirst()
        .or(() -> raws.stream().filter(r -> isFile(r) == isFile(b) && alike(r, b)).findFirst())
        .or(() -> raws.stream().filter(r -> isFile(r) == isFile(b)).findFirst());
  }

  private static boolean alike(BackendRecord a, BackendRecord b) {
    return SAME_FILE.stream().allMatch(key -> a.setting(key).equals(b.setting(key)));
  }

  private static boolean isFile(BackendRecord b) {
    return FILES.contains(b.kind());
  }

  private static String layer(BackendRecord b) {
    if (isFile(b)) {
      return b.setting("filesystem") + " and a file";
    }
    if (NETWORK.contains(b.kind())) {
      return "the network and its server";
    }
    return b.kind().equals("logical") ? "LVM" : "kind " + b.kind();
  }

  private Optional<LadderStep> step(WorkloadRecord workload, Planned planned) {
    Map<Integer, RungTimes.Time> below = RungTimes.of(run, judgement, planned.lower(), workload);
    Map<Integer, RungTimes.Time> above = RungTimes.of(run, judgement, planned.upper(), workload);
    List<Integer> blocks = above.keySet().stream().filter(below::containsKey).toList();
    if (blocks.isEmpty()) {
      return Optional.empty();
    }
    List<RungTimes.Time> lower = blocks.stream().map(below::get).toList();
    List<RungTimes.Time> upper = blocks.stream().map(above::get).toList();
    List<Double> lowerMeans = lower.stream().map(RungTimes.Time::meanNanos).toList();
    List<Double> upperMeans = upper.stream().map(RungTimes.Time::meanNanos).toList();
    PairedDifference added = PairedDifference.of(upperMeans, lowerMeans);
    PairedLogRatio ratio = PairedLogRatio.of(upperMeans, lowerMeans);
    Optional<PairedDifference> median = median(upper, lower);
    double lowerNanos = lowerMeans.stream().mapToDouble(v -> v).average().orElseThrow();
    return Optional.of(
        new LadderStep(
            workload.name(),
            planned.lower(),
            planned.upper(),
            planned.adds(),
            blocks.size(),
            lowerNanos,
            lowerNanos + added.mean(),
            added.interval(level),
            ratio.ratio(),
            ratio.interval(level),
            median.map(m -> OptionalDouble.of(m.mean())).orElse(OptionalDouble.empty()),
            median.flatMap(m -> m.interval(level)),
            lower.stream().anyMatch(RungTimes.Time::suspect)
                || upper.stream().anyMatch(RungTimes.Time::suspect),
            new Confounders(run, workload)
                .between(planned.lower(), planned.upper(), planned.alike())));
  }

  private static Optional<PairedDifference> median(
      List<RungTimes.Time> upper, List<RungTimes.Time> lower) {
    boolean told =
        upper.stream().allMatch(t -> t.medianNanos().isPresent())
            && lower.stream().allMatch(t -> t.medianNanos().isPresent());
    return told
        ? Optional.of(PairedDifference.of(medians(upper), medians(lower)))
        : Optional.empty();
  }

  private static List<Double> medians(List<RungTimes.Time> times) {
    return times.stream().map(t -> t.medianNanos().orElseThrow()).toList();
  }
}
