package io.poolbench.vantage;

/** A volume could not be measured from outside a guest; the message says where and why. */
public final class VantageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VantageException(String message) {
    super(message);
  }

  VantageException(String message, Throwable cause) {
    super(message, cause);
  }
}
