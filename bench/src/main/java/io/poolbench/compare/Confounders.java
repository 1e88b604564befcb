package io.poolbench.compare;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialResult;
import io.poolbench.result.Vantage;
import io.poolbench.result.VantageResult;
import io.poolbench.result.WorkloadRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What differs between two rungs beside the layer that the step is about. */
final class Confounders {
  /** Declared settings that are none of a layer's own. */
  private static final List<String> DECLARED =
      List.of(
          "cache",
          "io",
          "iothread",
          "discard",
          "detect_zeroes",
          "encryption",
          "fill_level",
          "layout",
          BackendRecord.DURABILITY);

  /** Settings that mean that nothing is done. */
  private static final Set<String> NOTHING = Set.of("", "off", "none", "auto", "fresh");

  /** What is read back in the guest or from QEMU, and is to be the same for all backends. */
  private static final List<String> READ_BACK =
      List.of("guest scheduler", "guest nr_requests", "guest queues", "QEMU write cache");

  /** What two engines outside the guest say that they did. */
  private static final List<String> ISSUED = List.of("block bytes", "depth");

  private final RunResult run;
  private final WorkloadRecord workload;

  Confounders(RunResult run, WorkloadRecord workload) {
    this.run = run;
    this.workload = workload;
  }

  /**
   * @param more declared settings that are to be alike, too
   */
  List<String> between(Rung lower, Rung upper, List<String> more) {
    List<String> found = new ArrayList<>();
    if (!lower.backend().equals(upper.backend())) {
      BackendRecord below = run.run().backend(lower.backend());
      BackendRecord above = run.run().backend(upper.backend());
      DECLARED.forEach(key -> add(found, key, setting(below, key), setting(above, key)));
      more.forEach(key -> add(found, key, below.setting(key), above.setting(key)));
    }
    if (lower.vantage() == Vantage.GUEST && upper.vantage() == Vantage.GUEST) {
      READ_BACK.forEach(key -> add(found, key, readBack(lower, key), readBack(upper, key)));
    } else if (lower.vantage() != Vantage.GUEST && upper.vantage() != Vantage.GUEST) {
      ISSUED.forEach(key -> add(found, key, issued(lower, key), issued(upper, key)));
    } else {
      onlyGuestsHave(found, run.run().backend(upper.backend()));
    }
    return found;
  }

  /** What a guest's disk has and QEMU's tool has not. */
  private static void onlyGuestsHave(List<String> found, BackendRecord backend) {
    for (String key : List.of("iothread", "detect_zeroes")) {
      add(found, key, "off", setting(backend, key));
    }
  }

  private static void add(List<String> found, String key, String below, String above) {
    boolean alike = below.equals(above) || (NOTHING.contains(below) && NOTHING.contains(above));
    // a cache mode of none is one of its own
    if (!alike || (key.equals("cache") && !below.equals(above))) {
      found.add(key + ": " + said(below) + " below, " + said(above) + " above");
    }
  }

  private static String said(String value) {
    return value.isEmpty() ? "not said" : value;
  }

  /** Of what a flush promises, the class; its words differ from kind to kind. */
  private static String setting(BackendRecord backend, String key) {
    String value = backend.setting(key);
    return key.equals(BackendRecord.DURABILITY) ? value.split(":", 2)[0] : value;
  }

  private String readBack(Rung rung, String key) {
    Set<String> values = new LinkedHashSet<>();
    for (TrialResult stored : run.trialsOf(rung.backend())) {
      Optional.ofNullable(stored.trial().effective().get(key)).ifPresent(values::add);
    }
    return String.join(" | ", values);
  }

  private String issued(Rung rung, String key) {
    Set<String> values = new LinkedHashSet<>();
    for (TrialResult stored : run.trialsOf(rung.backend())) {
      Map<String, String> effective =
          stored
              .vantage(rung.vantage(), workload.name())
              .map(VantageResult::evidence)
              .map(e -> e.effective())
              .orElse(Map.of());
      Optional.ofNullable(effective.get(key)).ifPresent(values::add);
    }
    return String.join(" | ", values);
  }
}
