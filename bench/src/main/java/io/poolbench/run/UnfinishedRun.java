package io.poolbench.run;

import io.poolbench.host.Fingerprint;
import io.poolbench.host.Place;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import io.poolbench.lease.LeaseException;
import io.poolbench.lease.Undoers;
import io.poolbench.result.HostFingerprint;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.ResultException;
import io.poolbench.result.ResultStore;
import io.poolbench.result.Resumption;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunResult;
import io.poolbench.result.RunState;
import io.poolbench.result.RunWriter;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A stored run that is not complete and that no living process carries out. Holds the lock on its
 * journal until it is closed, so that nobody else takes it up.
 */
public final class UnfinishedRun implements AutoCloseable {
  private final ResultStore store;
  private final Journal journal;
  private final RunResult result;

  private UnfinishedRun(ResultStore store, Journal journal, RunResult result) {
    this.store = store;
    this.journal = journal;
    this.result = result;
  }

  /**
   * Takes hold of a run; changes nothing.
   *
   * @throws UnmetRequirements when there is no such run, it is complete or still running, was made
   *     in a lab, or format version 1 stored it
   */
  public static UnfinishedRun open(ResultStore store, String runId, Undoers undoers) {
    if (!store.list().contains(runId)) {
      throw new UnmetRequirements(overview(store, runId, undoers));
    }
    refuseUnlessUnfinished(store.load(runId));
    Journal journal = lock(store, runId, undoers);
    try {
      // it may have ended between the first look and the lock
      RunResult result = store.load(runId);
      refuseUnlessUnfinished(result);
      return new UnfinishedRun(store, journal, result);
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private static Journal lock(ResultStore store, String runId, Undoers undoers) {
    try {
      return Journal.tryOpen(journalOf(store, runId), undoers)
          .orElseThrow(
              () ->
                  new UnmetRequirements(
                      List.of(
                          "run %s is still running: a living process holds its journal; let it end, or end it with Ctrl-C"
                              .formatted(runId))));
    } catch (LeaseException e) {
      throw new UnmetRequirements(List.of(String.valueOf(e.getMessage())));
    }
  }

  private static void refuseUnlessUnfinished(RunResult result) {
    RunRecord run = result.run();
    if (run.state() == RunState.COMPLETE) {
      throw new UnmetRequirements(
          List.of(
              "run %s is complete: all %d trials are stored, there is nothing to resume; for its report: ./poolbench report %s"
                  .formatted(run.id(), run.order().size(), run.id())));
    }
    if (isOfTheLab(run)) {
      throw new UnmetRequirements(
          List.of(
              "run %s cannot be resumed: it was made in a lab, which is gone; start a new one: ./poolbench run SCENARIO --on lab"
                  .formatted(run.id())));
    }
    if (isOfVersion1(run)) {
      throw new UnmetRequirements(
          List.of(
              "run %s cannot be resumed: poolbench %s stored it in format version 1, without its fio job files and without digests of what it was made of, so nothing tells whether the same would be measured; start a new run: ./poolbench run SCENARIO"
                  .formatted(run.id(), run.poolbenchVersion())));
    }
  }

  private static boolean isOfTheLab(RunRecord run) {
    return run.place().equals(Place.LAB.word());
  }

  private static boolean isOfVersion1(RunRecord run) {
    return run.inputs().isEmpty();
  }

  private static List<String> overview(ResultStore store, String wanted, Undoers undoers) {
    List<String> lines = new ArrayList<>();
    List<String> runs = store.list();
    lines.add(
        "no run named %s in %s, which holds %s"
            .formatted(wanted, store.root(), runs.isEmpty() ? "none" : "these:"));
    runs.forEach(run -> lines.add("  " + run + ": " + outlook(store, run, undoers)));
    return lines;
  }

  private static String outlook(ResultStore store, String runId, Undoers undoers) {
    RunRecord run;
    try {
      run = store.load(runId).run();
    } catch (ResultException e) {
      return "cannot be read";
    }
    if (run.state() == RunState.COMPLETE) {
      return "complete";
    }
    if (isOfTheLab(run)) {
      return "cannot be resumed, made in a lab";
    }
    if (isOfVersion1(run)) {
      return "cannot be resumed, stored in format version 1";
    }
    Path journal = journalOf(store, runId);
    if (Files.exists(journal)) {
      try (Journal free = Journal.tryOpen(journal, undoers).orElse(null)) {
        return free == null ? "still running" : "can be resumed";
      }
    }
    return "can be resumed";
  }

  private static Path journalOf(ResultStore store, String runId) {
    return store.folder(runId).resolve(Place.LOCAL.journal());
  }

  /** The run as it was when it was taken hold of. */
  public RunResult result() {
    return result;
  }

  Journal journal() {
    return journal;
  }

  /**
   * Undoes what the run's last process made and left.
   *
   * @param undone told of each creation that is gone
   * @return what could not be undone, in words; empty when nothing is left
   */
  public List<String> undoLeftovers(Consumer<String> undone) {
    List<String> unreadable = journal.unreadable();
    if (!unreadable.isEmpty()) {
      return unreadable;
    }
    List<Creation> left = journal.adopt();
    List<String> problems = journal.releaseAll();
    Set<Creation> still = new HashSet<>(journal.held().stream().map(Lease::creation).toList());
    left.stream()
        .filter(creation -> !still.contains(creation))
        .forEach(creation -> undone.accept(creation.toString()));
    return problems;
  }

  /** Marks a run whose every trial is stored as complete. */
  public RunRecord complete() {
    if (!result.unfinished().isEmpty()) {
      throw new IllegalStateException(result.run().id() + " has trials left to measure");
    }
    RunWriter writer = store.reopen(result);
    writer.finish(Instant.now(), RunState.COMPLETE, null);
    return writer.run();
  }

  /** Marks the run as going on again. */
  RunWriter takeUp(String version) {
    RunWriter writer = store.reopen(result);
    List<PlannedTrial> left = result.unfinished();
    List<Integer> failed =
        result.trials().stream()
            .map(TrialResult::trial)
            .filter(trial -> trial.failure() != null)
            .map(TrialRecord::index)
            .toList();
    String load = Fingerprint.read(Map.of()).facts().getOrDefault(HostFingerprint.LOAD, "unknown");
    int next = left.isEmpty() ? result.run().order().size() + 1 : left.get(0).index();
    writer.resume(new Resumption(Instant.now(), next, failed, version, load));
    return writer;
  }

  /** The number of the last boot that measured a trial of the run, 0 when there was none. */
  int lastBoot() {
    return Stream.concat(
            result.trials().stream().map(TrialResult::trial),
            store.attempts(result.run().id()).stream())
        .map(TrialRecord::boot)
        .filter(Objects::nonNull)
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
  }

  /** Gives up the lock; undoes nothing. */
  @Override
  public void close() {
    journal.close();
  }
}
