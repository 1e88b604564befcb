package io.poolbench.result;

/** The store holds a run of that name already; nothing was written. */
public final class RunExistsException extends ResultException {
  private static final long serialVersionUID = 1L;

  RunExistsException(String message, Throwable cause) {
    super(message, cause);
  }
}
