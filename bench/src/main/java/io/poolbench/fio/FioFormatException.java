package io.poolbench.fio;

/** fio's output could not be read; the message says what was expected and where. */
public final class FioFormatException extends RuntimeException {
  FioFormatException(String message) {
    super(message);
  }

  FioFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
