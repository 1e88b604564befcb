package io.poolbench.lab;

/**
 * The lab did not start, died, or did not end; the message says which stage, and the last lines of
 * its console. Nothing of it runs any more.
 */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LabException(String message) {
    super(message);
  }
}
