package io.poolbench.lease;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code journal.jsonl}. Of several lines about one creation the last one's description
 * counts.
 *
 * @param seq which creation it is about, from 1
 * @param problem why undoing failed, or null
 */
record JournalEntry(long seq, Instant at, Step step, Creation creation, @Nullable String problem) {
  /** How far a creation got. */
  enum Step {
    /** About to be made. */
    INTENT,
    /** Made, or more is known of it. */
    DONE,
    /** Undone, or never made. */
    UNDONE,
    /** Could not be undone, or may yet appear. */
    STUCK
  }

  JournalEntry {
    if (seq < 1) {
      throw new IllegalArgumentException("no seq");
    }
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(creation, "creation");
  }

  static JournalEntry now(long seq, Step step, Creation creation, @Nullable String problem) {
    return new JournalEntry(seq, Instant.now(), step, creation, problem);
  }
}
