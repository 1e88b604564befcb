package io.poolbench.lease;

import io.poolbench.lease.JournalEntry.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a run creates, one JSON object a line, forced to the device before each creation is made.
 *
 * <p>The file is locked as long as it is open; the kernel drops the lock when the process ends in
 * whatever way, so a journal that can be locked belongs to nobody alive.
 */
public final class Journal implements AutoCloseable {
  private static final String MAY_APPEAR =
      "may appear yet: the call to create it was abandoned and has not ended";

  // cleanup looks whether a journal's owner lives by trying its lock, for a moment
  private static final int TRIES = 10;
  private static final long TRY_MILLIS = 50;

  private final Path file;
  private final JournalFile lines;
  private final Undoers undoers;
  private final List<HeldLease> open = new ArrayList<>();
  private long lastSeq;

  private Journal(Path file, JournalFile lines, Undoers undoers, long lastSeq) {
    this.file = file;
    this.lines = lines;
    this.undoers = undoers;
    this.lastSeq = lastSeq;
  }

  /**
   * Opens a journal to write, creating it when absent.
   *
   * @throws LeaseException when another process has it open, or it cannot be written
   */
  public static Journal open(Path file, Undoers undoers) {
    boolean interrupted = false;
    try {
      for (int tried = 1; tried <= TRIES; tried++) {
        Optional<Journal> opened = tryOpen(file, undoers);
        if (opened.isPresent()) {
          return opened.get();
        }
        try {
          Thread.sleep(TRY_MILLIS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    throw new LeaseException(file + " is in use by another poolbench", new IllegalStateException());
  }

  /** Opens a journal, or nothing when a living process has it open. */
  public static Optional<Journal> tryOpen(Path file, Undoers undoers) {
    try {
      Optional<JournalFile> opened = JournalFile.tryOpen(file);
      if (opened.isEmpty()) {
        return Optional.empty();
      }
      JournalFile lines = opened.get();
      long seq = lines.read().entries().stream().mapToLong(JournalEntry::seq).max().orElse(0);
      return Optional.of(new Journal(file, lines, undoers, seq));
    } catch (IOException e) {
      throw new LeaseException("cannot open the journal " + file + ": " + e, e);
    }
  }

  /**
   * Makes something: notes the intent, then calls {@code create}. When that fails, whatever it left
   * is undone before the exception goes on.
   *
   * <p>A failure that is {@link NotBegun} undoes nothing. A creation whose call was {@link
   * Abandoned} is undone as far as it is there and stays in the journal, since it may appear later.
   *
   * @throws LeaseException when the intent cannot be written; then nothing is created
   */
  public Lease acquire(Creation creation, Callable<?> create) throws Exception {
    HeldLease lease;
    synchronized (this) {
      lease = new HeldLease(lastSeq + 1, creation);
      try {
        lease.write(Step.INTENT, null);
      } catch (LeaseException e) {
        throw new LeaseException("the " + creation + " was not created: " + e.getMessage(), e);
      }
      lastSeq++;
      open.add(lease);
    }
    try {
      create.call();
      lease.write(Step.DONE, null);
    } catch (Exception e) {
      lease.abandonedBy = Abandoned.in(e).orElse(null);
      try {
        if (e instanceof NotBegun) {
          lease.forget();
        } else {
          lease.close();
        }
      } catch (LeaseException stuck) {
        e.addSuppressed(stuck);
      }
      throw e;
    }
    return lease;
  }

  /** Creations not undone yet, newest first. */
  public synchronized List<Lease> held() {
    List<Lease> newestFirst = new ArrayList<>(open);
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /**
   * Undoes everything still held, newest first, going on past what cannot be undone.
   *
   * @return problems in words, empty when all is undone
   */
  public List<String> releaseAll() {
    List<String> problems = new ArrayList<>();
    for (Lease lease : held()) {
      try {
        lease.close();
      } catch (LeaseException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return problems;
  }

  /** Takes up again what an earlier process created and did not undo, oldest first. */
  public synchronized List<Creation> adopt() {
    return adopt(text().pending().keySet());
  }

  /** Takes up again those of {@code seqs} that are still not undone, oldest first. */
  synchronized List<Creation> adopt(Set<Long> seqs) {
    for (Map.Entry<Long, Creation> left : text().pending().entrySet()) {
      if (seqs.contains(left.getKey())) {
        open.add(new HeldLease(left.getKey(), left.getValue()));
      }
    }
    return open.stream().map(HeldLease::creation).toList();
  }

  /**
   * Lines that say nothing that this poolbench understands, in words; what they may name is not
   * held.
   */
  public List<String> unreadable() {
    return text().unreadable();
  }

  private JournalText text() {
    try {
      return lines.read();
    } catch (IOException e) {
      throw new LeaseException("cannot read the journal " + file + ": " + e, e);
    }
  }

  /** Closes the file and so gives up the lock; undoes nothing. */
  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new LeaseException("cannot close the journal " + file + ": " + e, e);
    }
  }

  private final class HeldLease implements Lease {
    private final long seq;
    private Creation creation;
    private boolean undone;
    private @Nullable Abandoned abandonedBy;

    HeldLease(long seq, Creation creation) {
      this.seq = seq;
      this.creation = creation;
    }

    @Override
    public synchronized Creation creation() {
      return creation;
    }

    @Override
    public synchronized void note(Map<String, String> details) {
      Creation before = creation;
      creation = before.with(details);
      try {
        write(Step.DONE, null);
      } catch (LeaseException e) {
        creation = before;
        throw e;
      }
    }

    @Override
    public synchronized void close() {
      if (undone) {
        return;
      }
      // asked before: what appears between a look that finds nothing and the call's end is not seen
      boolean settled = abandonedBy == null || abandonedBy.hasEnded();
      // undoing waits for programs and for libvirt, which an interrupt would cut short
      boolean interrupted = Thread.interrupted();
      try {
        try {
          undo();
        } catch (InterruptedException e) {
          interrupted = true;
          undo();
        }
      } catch (Exception e) {
        throw stuck(e.getMessage() == null ? e.toString() : e.getMessage(), e);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
      if (!settled) {
        throw stuck(MAY_APPEAR, null);
      }
      forget();
    }

    private void undo() throws Exception {
      undoers.of(creation).undo(creation);
    }

    private LeaseException stuck(String why, @Nullable Exception cause) {
      LeaseException stuck = new LeaseException("cannot undo " + creation + ": " + why, cause);
      try {
        write(Step.STUCK, why);
      } catch (LeaseException unwritten) {
        stuck.addSuppressed(unwritten);
      }
      return stuck;
    }

    /** Undone or never made: no longer held, even when the journal cannot say so. */
    private synchronized void forget() {
      undone = true;
      synchronized (Journal.this) {
        open.remove(this);
      }
      write(Step.UNDONE, null);
    }

    private void write(Step step, @Nullable String problem) {
      try {
        lines.append(JournalEntry.now(seq, step, creation, problem));
      } catch (IOException e) {
        throw new LeaseException(
            "cannot write the journal " + file + ": " + e.getMessage() + " (is the disk full?)", e);
      }
    }
  }
}
