package io.poolbench.measure;

/** A workload or the fill could not be carried out; the message has fio's own words. */
public final class MeasureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MeasureException(String message) {
    super(message);
  }
}
