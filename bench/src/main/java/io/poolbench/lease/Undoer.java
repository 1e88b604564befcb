package io.poolbench.lease;

/** Undoes creations of one kind. */
public interface Undoer {
  /** The kind it undoes. */
  String kind();

  /**
   * Undoes the creation. Idempotent: what is gone already, or was never made, is success.
   *
   * @throws Exception when it is still there; the message says why
   */
  void undo(Creation creation) throws Exception;
}
