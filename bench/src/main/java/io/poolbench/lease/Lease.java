package io.poolbench.lease;

/** Holds one creation; closing undoes exactly that one. Closing again does nothing. */
public interface Lease extends AutoCloseable {
  Creation creation();

  /**
   * Undoes the creation and notes it in the journal.
   *
   * @throws LeaseException when it could not be undone; it stays in the journal for the reaper
   */
  @Override
  void close();
}
