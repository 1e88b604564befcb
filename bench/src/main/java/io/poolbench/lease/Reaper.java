package io.poolbench.lease;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Undoes what dead runs left behind, from their journals alone, newest creation first. */
public final class Reaper {
  private final List<Path> roots;
  private final Undoers undoers;
  private final String journalName;

  /**
   * @param results the folder of runs; each run's journal is {@code <run>/journal.jsonl}
   */
  public Reaper(Path results, Undoers undoers) {
    this(List.of(results), undoers);
  }

  /**
   * @param roots folders of runs and of what else keeps a journal, in the order of looking
   */
  public Reaper(List<Path> roots, Undoers undoers) {
    this(roots, undoers, "journal.jsonl");
  }

  /**
   * @param journalName the journals' name in their folders; the lab's own have another one
   */
  public Reaper(List<Path> roots, Undoers undoers, String journalName) {
    this.roots = List.copyOf(roots);
    this.undoers = undoers;
    this.journalName = journalName;
  }

  /**
   * What one run left.
   *
   * @param alive whether the run's process lives; then nothing of it is touched
   * @param pending what was created and not undone, by its number in the journal, oldest first
   * @param unreadable what of the journal cannot be read and so is not undone, in sentences
   */
  public record Leftover(
      Path journal, boolean alive, Map<Long, Creation> pending, List<String> unreadable) {
    public Leftover {
      pending = java.util.Collections.unmodifiableMap(new TreeMap<>(pending));
      unreadable = List.copyOf(unreadable);
    }

    /** In the order in which they are undone: newest first. */
    public List<Creation> creations() {
      List<Creation> newestFirst = new ArrayList<>(pending.values());
      java.util.Collections.reverse(newestFirst);
      return newestFirst;
    }
  }

  /**
   * What was undone of one run.
   *
   * @param undone in the order in which it was undone
   * @param problems what could not be undone and why
   */
  public record Reaped(Path journal, List<Creation> undone, List<String> problems) {}

  /** What there is to undo, without undoing it. */
  public List<Leftover> find() {
    List<Leftover> found = new ArrayList<>();
    for (Path journal : journals()) {
      Map<Long, Creation> pending = Map.of();
      List<String> unreadable = new ArrayList<>();
      boolean alive = false;
      try {
        JournalText text = JournalFile.read(journal);
        pending = text.pending();
        unreadable.addAll(text.unreadable());
        alive = !pending.isEmpty() && isAlive(journal);
      } catch (IOException e) {
        unreadable.add("cannot be read: " + e);
      } catch (LeaseException e) {
        unreadable.add(String.valueOf(e.getMessage()));
      }
      if (!pending.isEmpty() || !unreadable.isEmpty()) {
        found.add(new Leftover(journal, alive, pending, unreadable));
      }
    }
    return found;
  }

  private boolean isAlive(Path journal) {
    Optional<Journal> owned = Journal.tryOpen(journal, undoers);
    owned.ifPresent(Journal::close);
    return owned.isEmpty();
  }

  /** Undoes what dead runs left. */
  public List<Reaped> reap() {
    return reap(find());
  }

  /**
   * Undoes exactly what was found of dead runs; what they may have left beside is for the next
   * time.
   */
  public List<Reaped> reap(List<Leftover> found) {
    List<Reaped> reaped = new ArrayList<>();
    for (Leftover left : found) {
      if (!left.alive() && !left.pending().isEmpty()) {
        try {
          reaped.add(reap(left));
        } catch (LeaseException e) {
          reaped.add(
              new Reaped(left.journal(), List.of(), List.of(String.valueOf(e.getMessage()))));
        }
      }
    }
    return reaped;
  }

  private Reaped reap(Leftover left) {
    Optional<Journal> owned = Journal.tryOpen(left.journal(), undoers);
    if (owned.isEmpty()) {
      return new Reaped(left.journal(), List.of(), List.of(left.journal() + " is in use now"));
    }
    try (Journal journal = owned.get()) {
      journal.adopt(left.pending().keySet());
      List<Lease> leases = journal.held();
      List<String> problems = journal.releaseAll();
      List<Lease> still = journal.held();
      return new Reaped(
          left.journal(),
          leases.stream().filter(l -> !still.contains(l)).map(Lease::creation).toList(),
          problems);
    }
  }

  private List<Path> journals() {
    List<Path> journals = new ArrayList<>();
    for (Path root : roots) {
      if (!Files.isDirectory(root)) {
        continue;
      }
      try (Stream<Path> runs = Files.list(root)) {
        runs.map(run -> run.resolve(journalName))
            .filter(Files::isRegularFile)
            .sorted()
            .forEach(journals::add);
      } catch (IOException e) {
        throw new LeaseException("cannot list the runs in " + root + ": " + e, e);
      }
    }
    return journals;
  }
}
