package io.poolbench.lease;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code journal.jsonl}.
 *
 * @param seq which creation it is about, from 1
 * @param problem why undoing failed, or null
 */
record JournalEntry(long seq, Instant at, Step step, Creation creation, @Nullable String problem) {
  /** How far a creation got. */
  enum Step {
    /** About to be made. */
    INTENT,
    /** Made. */
    DONE,
    /** Undone, or never made. */
    UNDONE,
    /** Could not be undone. */
    STUCK
  }
}
