package io.poolbench.lease;

import io.poolbench.lease.JournalEntry.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What a run creates, one JSON object a line, forced to the device before each creation is made.
 *
 * <p>The file is locked as long as it is open; the kernel drops the lock when the process ends in
 * whatever way, so a journal that can be locked belongs to nobody alive.
 */
public final class Journal implements AutoCloseable {
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
    return tryOpen(file, undoers)
        .orElseThrow(
            () ->
                new LeaseException(
                    file + " is in use by another poolbench", new IllegalStateException()));
  }

  /** Opens a journal, or nothing when a living process has it open. */
  public static Optional<Journal> tryOpen(Path file, Undoers undoers) {
    try {
      Optional<JournalFile> opened = JournalFile.tryOpen(file);
      if (opened.isEmpty()) {
        return Optional.empty();
      }
      JournalFile lines = opened.get();
      long seq = lines.entries().stream().mapToLong(JournalEntry::seq).max().orElse(0);
      return Optional.of(new Journal(file, lines, undoers, seq));
    } catch (IOException e) {
      throw new LeaseException("cannot open the journal " + file + ": " + e, e);
    }
  }

  /**
   * Makes something: notes the intent, then calls {@code create}. When that fails, whatever it left
   * is undone before the exception goes on.
   */
  public Lease acquire(Creation creation, Callable<?> create) throws Exception {
    HeldLease lease;
    synchronized (this) {
      lease = new HeldLease(++lastSeq, creation);
      write(new JournalEntry(lease.seq, Instant.now(), Step.INTENT, creation, null));
      open.add(lease);
    }
    try {
      create.call();
    } catch (Exception e) {
      try {
        lease.close();
      } catch (LeaseException stuck) {
        e.addSuppressed(stuck);
      }
      throw e;
    }
    write(new JournalEntry(lease.seq, Instant.now(), Step.DONE, creation, null));
    return lease;
  }

  /** Creations not undone yet, newest first. */
  public synchronized List<Lease> held() {
    List<Lease> newestFirst = new ArrayList<>(open);
    java.util.Collections.reverse(newestFirst);
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
    List<JournalEntry> held;
    try {
      held = lines.entries();
    } catch (IOException e) {
      throw new LeaseException("cannot read the journal " + file + ": " + e, e);
    }
    for (Map.Entry<Long, Creation> left : pending(held).entrySet()) {
      open.add(new HeldLease(left.getKey(), left.getValue()));
    }
    return open.stream().map(HeldLease::creation).toList();
  }

  /** What a journal says was created and not undone, oldest first. */
  static Map<Long, Creation> pending(List<JournalEntry> entries) {
    Map<Long, Creation> pending = new LinkedHashMap<>();
    for (JournalEntry entry : entries) {
      if (entry.step() == Step.UNDONE) {
        pending.remove(entry.seq());
      } else {
        pending.putIfAbsent(entry.seq(), entry.creation());
      }
    }
    return pending;
  }

  /** The entries of a journal, whoever holds it. */
  static List<JournalEntry> entries(Path file) {
    try {
      return JournalFile.entries(file);
    } catch (IOException e) {
      throw new LeaseException("cannot read the journal " + file + ": " + e, e);
    }
  }

  private synchronized void write(JournalEntry entry) {
    try {
      lines.append(entry);
    } catch (IOException e) {
      throw new LeaseException("cannot write the journal " + file + ": " + e, e);
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
    private final Creation creation;
    private boolean undone;

    HeldLease(long seq, Creation creation) {
      this.seq = seq;
      this.creation = creation;
    }

    @Override
    public Creation creation() {
      return creation;
    }

    @Override
    public synchronized void close() {
      if (undone) {
        return;
      }
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
        String why = e.getMessage() == null ? e.toString() : e.getMessage();
        write(new JournalEntry(seq, Instant.now(), Step.STUCK, creation, why));
        throw new LeaseException("cannot undo " + creation + ": " + why, e);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
      undone = true;
      write(new JournalEntry(seq, Instant.now(), Step.UNDONE, creation, null));
      synchronized (Journal.this) {
        open.remove(this);
      }
    }

    private void undo() throws Exception {
      undoers.of(creation).undo(creation);
    }
  }
}
