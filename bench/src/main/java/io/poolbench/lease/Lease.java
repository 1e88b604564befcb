package io.poolbench.lease;

import java.util.Map;

/** Holds one creation; closing undoes exactly that one. Closing again does nothing. */
public interface Lease extends AutoCloseable {
  /** The creation with all that was noted of it. */
  Creation creation();

  /**
   * Adds to the creation's details what is known only now, such as the identity of a filesystem
   * that was written. Undoing sees it, also in a later process.
   *
   * @param details added to those there are; a key that is there already is replaced
   * @throws LeaseException when it cannot be written; then nothing is added
   */
  void note(Map<String, String> details);

  /**
   * Undoes the creation and notes it in the journal.
   *
   * @throws LeaseException when it could not be undone, or may yet appear; it stays in the journal
   *     for the reaper
   */
  @Override
  void close();
}
