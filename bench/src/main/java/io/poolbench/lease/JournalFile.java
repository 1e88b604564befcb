package io.poolbench.lease;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journal's file, and the lock that tells that its owner lives. The kernel drops the lock when
 * the process ends in whatever way.
 */
final class JournalFile implements AutoCloseable {
  // The lock is the process's, and closing any descriptor of the file drops it (fcntl(2)): a file
  // that is held here must not be opened a second time, not even to be read.
  private static final Map<Path, JournalFile> HELD = new HashMap<>();

  private final Path key;
  // no FileChannel, which an interrupt closes: what is taken down then is journalled too
  private final RandomAccessFile content;
  private boolean mended;

  private JournalFile(Path key, RandomAccessFile content) {
    this.key = key;
    this.content = content;
  }

  /** Opens and locks a journal, creating it when absent; empty when a living process holds it. */
  static Optional<JournalFile> tryOpen(Path file) throws IOException {
    synchronized (HELD) {
      Path key = key(file);
      if (HELD.containsKey(key)) {
        return Optional.empty();
      }
      boolean created = !Files.exists(key);
      RandomAccessFile content = new RandomAccessFile(key.toFile(), "rw");
      try {
        if (content.getChannel().tryLock() == null) {
          content.close();
          return Optional.empty();
        }
        if (created) {
          // a journal that a power cut takes away names nothing: its folder's entry, and its own
          Path folder = key.getParent();
          forceFolder(folder);
          forceFolder(folder == null ? null : folder.getParent());
        }
        JournalFile opened = new JournalFile(key, content);
        HELD.put(key, opened);
        return Optional.of(opened);
      } catch (IOException e) {
        content.close();
        throw e;
      }
    }
  }

  /** What a journal says, whoever holds it. */
  static JournalText read(Path file) throws IOException {
    synchronized (HELD) {
      JournalFile held = HELD.get(key(file));
      return held == null ? JournalText.parse(Files.readAllBytes(file)) : held.read();
    }
  }

  JournalText read() throws IOException {
    synchronized (HELD) {
      byte[] bytes = new byte[Math.toIntExact(content.length())];
      content.seek(0);
      content.readFully(bytes);
      return JournalText.parse(bytes);
    }
  }

  /**
   * Adds an entry and forces it to the device.
   *
   * @throws IOException when it is not written; then the file is as before, as far as it can be
   */
  void append(JournalEntry entry) throws IOException {
    synchronized (HELD) {
      mend();
      long before = content.length();
      content.seek(before);
      try {
        content.write(JournalText.line(entry));
        content.getFD().sync();
      } catch (IOException e) {
        mended = false;
        try {
          content.setLength(before);
        } catch (IOException alsoNot) {
          e.addSuppressed(alsoNot);
        }
        throw e;
      }
    }
  }

  /** A line cut short must not swallow the one written after it. */
  private void mend() throws IOException {
    if (mended) {
      return;
    }
    JournalText text = read();
    if (text.torn() > 0) {
      content.setLength(content.length() - text.torn());
    } else if (!text.ended()) {
      content.seek(content.length());
      content.write('\n');
    }
    mended = true;
  }

  private static void forceFolder(@Nullable Path folder) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (folder != null) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Path key(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path parent = absolute.getParent();
    return parent == null ? absolute : parent.toRealPath().resolve(absolute.getFileName());
  }

  /** Closes the file and so gives up the lock. */
  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      HELD.remove(key);
      content.close();
    }
  }
}
