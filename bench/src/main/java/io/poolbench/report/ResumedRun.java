package io.poolbench.report;

import io.poolbench.result.PlannedTrial;
import io.poolbench.result.Resumption;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** That a run was taken up again, and which blocks that tore apart, in words. */
final class ResumedRun {
  private final RunResult result;
  private final List<Resumption> resumptions;
  private final boolean bootPerTrial;

  ResumedRun(RunResult result) {
    this.result = result;
    this.resumptions = result.run().resumptions();
    this.bootPerTrial = "per-trial".equals(result.run().guest().get("boot"));
  }

  boolean isOne() {
    return !resumptions.isEmpty();
  }

  /** One sentence after the other: when, what was made anew, which blocks and trials it touched. */
  String sentences() {
    return "It was not measured in one go: it went on "
        + resumptions.stream()
            .map(r -> "at " + HtmlDisclosure.time(r.at()) + " from trial " + r.fromTrial())
            .collect(Collectors.joining(", then "))
        + ", each time on a substrate written anew and in newly booted guests. "
        + blocks()
        + repeated();
  }

  /** One line for a list of facts. */
  String fact() {
    return resumptions.stream()
        .map(
            r ->
                "%s from trial %d by poolbench %s, load %s"
                    .formatted(
                        HtmlDisclosure.time(r.at()), r.fromTrial(), r.poolbenchVersion(), r.load()))
        .collect(Collectors.joining("; "));
  }

  private String blocks() {
    List<Integer> torn =
        result.run().order().stream()
            .map(PlannedTrial::block)
            .distinct()
            .filter(this::isTorn)
            .toList();
    if (torn.isEmpty()) {
      return "No block was torn apart by that.";
    }
    return named("Block", torn)
        + (torn.size() == 1 ? " was" : " were")
        + " measured "
        + (bootPerTrial
            ? "partly before and partly after that: what differs between then and now"
            : "on more than one boot of the guest: what differs between boots")
        + " is part of "
        + (torn.size() == 1 ? "its" : "their")
        + " ratios.";
  }

  /** Trials of more than one boot; where each trial boots anyway, of more than one session. */
  private boolean isTorn(int block) {
    Set<Object> parts = new HashSet<>();
    for (TrialResult stored : result.trials()) {
      TrialRecord trial = stored.trial();
      Integer boot = trial.boot();
      if (trial.block() == block) {
        parts.add(bootPerTrial || boot == null ? "session " + session(trial) : boot);
      }
    }
    return parts.size() > 1;
  }

  private long session(TrialRecord trial) {
    return resumptions.stream().filter(r -> !r.at().isAfter(trial.started())).count();
  }

  private String repeated() {
    List<Integer> repeated =
        resumptions.stream()
            .flatMap(r -> r.repeated().stream())
            .distinct()
            .sorted()
            .filter(index -> isMeasured(index))
            .toList();
    return repeated.isEmpty()
        ? ""
        : " %s had failed and %s measured again; what failed is kept in attempts/ and enters nothing."
            .formatted(named("Trial", repeated), repeated.size() == 1 ? "was" : "were");
  }

  private boolean isMeasured(int index) {
    return result.trials().stream()
        .map(TrialResult::trial)
        .anyMatch(trial -> trial.index() == index && trial.failure() == null);
  }

  /** {@code Block 1}, {@code Blocks 1 and 3}, {@code Blocks 1, 2 and 3}. */
  private static String named(String what, List<Integer> numbers) {
    if (numbers.size() == 1) {
      return what + " " + numbers.get(0);
    }
    int last = numbers.size() - 1;
    return what
        + "s "
        + numbers.subList(0, last).stream().map(String::valueOf).collect(Collectors.joining(", "))
        + " and "
        + numbers.get(last);
  }
}
