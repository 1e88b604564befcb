package io.poolbench.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A journal's lines, and the lock that tells that its owner lives. The kernel drops the lock when
 * the process ends in whatever way.
 */
final class JournalFile implements AutoCloseable {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  // The lock is the process's, and closing any descriptor of the file drops it (fcntl(2)): a file
  // that is held here must not be opened a second time, not even to be read.
  private static final Map<Path, JournalFile> HELD = new HashMap<>();

  private final Path key;
  // no FileChannel, which an interrupt closes: what is taken down then is journalled too
  private final RandomAccessFile content;

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
      RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw");
      try {
        if (content.getChannel().tryLock() == null) {
          content.close();
          return Optional.empty();
        }
        JournalFile opened = new JournalFile(key, content);
        opened.endTornLine();
        HELD.put(key, opened);
        return Optional.of(opened);
      } catch (IOException e) {
        content.close();
        throw e;
      }
    }
  }

  /** The entries of a journal, whoever holds it. */
  static List<JournalEntry> entries(Path file) throws IOException {
    synchronized (HELD) {
      JournalFile held = HELD.get(key(file));
      return parse(held == null ? Files.readString(file) : held.text());
    }
  }

  List<JournalEntry> entries() throws IOException {
    synchronized (HELD) {
      return parse(text());
    }
  }

  /** Adds an entry and forces it to the device. */
  void append(JournalEntry entry) throws IOException {
    synchronized (HELD) {
      write(JSON.writeValueAsString(entry) + "\n");
      content.getFD().sync();
    }
  }

  /** A line cut short by a power cut must not swallow the one written after it. */
  private void endTornLine() throws IOException {
    long length = content.length();
    if (length > 0) {
      content.seek(length - 1);
      if (content.read() != '\n') {
        write("\n");
      }
    }
  }

  private void write(String text) throws IOException {
    content.seek(content.length());
    content.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private String text() throws IOException {
    byte[] bytes = new byte[Math.toIntExact(content.length())];
    content.seek(0);
    content.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<JournalEntry> parse(String content) {
    List<JournalEntry> entries = new ArrayList<>();
    for (String line : content.split("\n")) {
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
