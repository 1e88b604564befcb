package io.poolbench.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Undoes what dead runs left behind, from their journals alone, newest creation first. */
public final class Reaper {
  private final Path results;
  private final Undoers undoers;

  /**
   * @param results the folder of runs; each run's journal is {@code <run>/journal.jsonl}
   */
  public Reaper(Path results, Undoers undoers) {
    this.results = results;
    this.undoers = undoers;
  }

  /**
   * What one run left.
   *
   * @param alive whether the run's process lives; then nothing of it is touched
   */
  public record Leftover(Path journal, boolean alive, List<Creation> creations) {}

  /**
   * What was undone of one run.
   *
   * @param problems what could not be undone and why
   */
  public record Reaped(Path journal, List<Creation> undone, List<String> problems) {}

  /** What there is to undo, without undoing it. */
  public List<Leftover> find() {
    List<Leftover> found = new ArrayList<>();
    for (Path journal : journals()) {
      List<Creation> left = List.copyOf(Journal.pending(Journal.entries(journal)).values());
      if (!left.isEmpty()) {
        Optional<Journal> owned = Journal.tryOpen(journal, undoers);
        owned.ifPresent(Journal::close);
        found.add(new Leftover(journal, owned.isEmpty(), left));
      }
    }
    return found;
  }

  /** Undoes what dead runs left. */
  public List<Reaped> reap() {
    List<Reaped> reaped = new ArrayList<>();
    for (Leftover left : find()) {
      if (left.alive()) {
        continue;
      }
      Optional<Journal> owned = Journal.tryOpen(left.journal(), undoers);
      if (owned.isEmpty()) {
        continue;
      }
      try (Journal journal = owned.get()) {
        List<Creation> before = journal.adopt();
        List<String> problems = journal.releaseAll();
        List<Creation> still = journal.held().stream().map(Lease::creation).toList();
        reaped.add(
            new Reaped(
                left.journal(),
                before.stream().filter(c -> !still.contains(c)).toList(),
                problems));
      }
    }
    return reaped;
  }

  private List<Path> journals() {
    if (!Files.isDirectory(results)) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(results)) {
      return runs.map(run -> run.resolve("journal.jsonl"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new LeaseException("cannot list the runs in " + results + ": " + e, e);
    }
  }
}
