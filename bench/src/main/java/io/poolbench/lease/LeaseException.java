package io.poolbench.lease;

import org.jspecify.annotations.Nullable;

/** A creation could not be made or undone. */
public final class LeaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeaseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
