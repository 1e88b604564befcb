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
  // not a FileChannel, which an interrupt closes: what is taken down then is journalled too
  private final RandomAccessFile content;
  private final Undoers undoers;
  private final List<HeldLease> open = new ArrayList<>();
  private long lastSeq;

  private Journal(Path file, RandomAccessFile content, Undoers undoers, long lastSeq) {
    this.file = file;
    this.content = content;
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
      RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw");
      FileLock lock = lock(content.getChannel());
      if (lock == null) {
        content.close();
        return Optional.empty();
      }
      long seq = parse(readAll(content)).stream().mapToLong(JournalEntry::seq).max().orElse(0);
      endLastLine(content);
      return Optional.of(new Journal(file, content, undoers, seq));
    } catch (IOException e) {
      throw new LeaseException("cannot open the journal " + file + ": " + e, e);
    }
  }

  /** What follows a line cut short begins on a line of its own. */
  private static void endLastLine(RandomAccessFile content) throws IOException {
    long length = content.length();
    if (length > 0) {
      content.seek(length - 1);
      if (content.read() != '\n') {
        content.write('\n');
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
    List<JournalEntry> held;
    try {
      held = parse(readAll(content));
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

  /** The entries of a journal that this process has not open: it would lose its lock. */
  static List<JournalEntry> entries(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new LeaseException("cannot read the journal " + file + ": " + e, e);
    }
  }

  /**
   * Reads through the file that is open already: POSIX locks are the process's, and closing any
   * other descriptor of the file drops them (fcntl(2)).
   */
  private static String readAll(RandomAccessFile content) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(content.length())];
    content.seek(0);
    content.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<JournalEntry> parse(String text) {
    List<JournalEntry> entries = new ArrayList<>();
    for (String line : text.split("\n")) {
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
    return entries;
  }

  private synchronized void write(JournalEntry entry) {
    try {
      content.seek(content.length());
      content.write((JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
      content.getFD().sync();
    } catch (IOException e) {
      throw new LeaseException("cannot write the journal " + file + ": " + e, e);
    }
  }

  /** Closes the file and so gives up the lock; undoes nothing. */
  @Override
  public void close() {
    try {
      content.close();
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
