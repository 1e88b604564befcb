package io.poolbench.lease;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.poolbench.lease.JournalEntry.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a journal's lines say.
 *
 * @param unreadable lines that say nothing that this poolbench understands, in words
 * @param torn length in bytes of a last line that was cut short
 * @param ended whether the last line has its line end
 */
record JournalText(List<JournalEntry> entries, List<String> unreadable, int torn, boolean ended) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  static byte[] line(JournalEntry entry) throws JsonProcessingException {
    return (JSON.writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a journal. A last line without its end was cut short by a power cut or a full disk: what
   * it announces was not begun, since each line is forced to the device before that.
   */
  static JournalText parse(byte[] bytes) {
    List<JournalEntry> entries = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    int number = 0;
    int from = 0;
    while (from < bytes.length) {
      int end = from;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      number++;
      // decoded leniently: one damaged byte must not hide all other lines
      String line = new String(bytes, from, end - from, StandardCharsets.UTF_8);
      try {
        if (!line.isBlank()) {
          entries.add(JSON.readValue(line, JournalEntry.class));
        }
      } catch (JsonProcessingException e) {
        if (end == bytes.length) {
          return new JournalText(entries, unreadable, end - from, false);
        }
        unreadable.add("line " + number + " cannot be read: " + e.getOriginalMessage());
      }
      from = end + 1;
    }
    boolean ended = bytes.length == 0 || bytes[bytes.length - 1] == '\n';
    return new JournalText(entries, unreadable, 0, ended);
  }

  /** What was created and not undone, by its number, oldest first. */
  Map<Long, Creation> pending() {
    Map<Long, Creation> pending = new LinkedHashMap<>();
    for (JournalEntry entry : entries) {
      if (entry.step() == Step.UNDONE) {
        pending.remove(entry.seq());
      } else {
        pending.put(entry.seq(), entry.creation());
      }
    }
    return pending;
  }
}
