package io.poolbench.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.poolbench.lease.JournalEntry.Step;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a run creates, one JSON object a line, forced to the device before each creation is made.
 *
 * <p>The file is locked as long as it is open; the kernel drops the lock when the process ends in
 * whatever way, so a journal that can be locked belongs to nobody alive.
 */
public final class Journal implements AutoCloseable {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Path file;
  private final RandomAccessFile stream;
  private final Undoers undoers;
  private final List<HeldLease> open = new ArrayList<>();
  private long lastSeq;

  private Journal(Path file, RandomAccessFile stream, Undoers undoers, long lastSeq) {
    this.file = file;
    this.stream = stream;
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
  static Optional<Journal> tryOpen(Path file, Undoers undoers) {
    try {
      RandomAccessFile stream = new RandomAccessFile(file.toFile(), "rw");
      if (lock(stream.getChannel()) == null) {
        stream.close();
        return Optional.empty();
      }
      long seq = entries(file).stream().mapToLong(JournalEntry::seq).max().orElse(0);
      seekToWholeLine(stream);
      return Optional.of(new Journal(file, stream, undoers, seq));
    } catch (IOException e) {
      throw new LeaseException("cannot open the journal " + file + ": " + e, e);
    }
  }

  /** What follows a line cut short begins on a line of its own. */
  private static void seekToWholeLine(RandomAccessFile stream) throws IOException {
    long length = stream.length();
    if (length > 0) {
      stream.seek(length - 1);
      if (stream.read() != '\n') {
        stream.write('\n');
      }
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
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
  synchronized List<Creation> adopt() {
    for (Map.Entry<Long, Creation> left : pending(entries(file)).entrySet()) {
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

  static List<JournalEntry> entries(Path file) {
    List<JournalEntry> entries = new ArrayList<>();
    try {
      for (String line : Files.readString(file).split("\n")) {
        if (!line.isBlank()) {
          try {
            entries.add(JSON.readValue(line, JournalEntry.class));
          } catch (JsonProcessingException e) {
            // a line cut short by a power cut: its creation was not begun, since each line is
            // forced to the device before what it announces
            continue;
          }
        }
      }
    } catch (IOException e) {
      throw new LeaseException("cannot read the journal " + file + ": " + e, e);
    }
    return entries;
  }

  private synchronized void write(JournalEntry entry) {
    try {
      // a stream, since a channel would be closed, and its lock lost, by an interrupt of the thread
      stream.write((JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
      stream.getFD().sync();
    } catch (IOException e) {
      throw new LeaseException("cannot write the journal " + file + ": " + e, e);
    }
  }

  /** Closes the file and so gives up the lock; undoes nothing. */
  @Override
  public void close() {
    try {
      stream.close();
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
      try {
        undoers.of(creation).undo(creation);
      } catch (Exception e) {
        String why = e.getMessage() == null ? e.toString() : e.getMessage();
        write(new JournalEntry(seq, Instant.now(), Step.STUCK, creation, why));
        throw new LeaseException("cannot undo " + creation + ": " + why, e);
      }
      undone = true;
      write(new JournalEntry(seq, Instant.now(), Step.UNDONE, creation, null));
      synchronized (Journal.this) {
        open.remove(this);
      }
    }
  }
}
