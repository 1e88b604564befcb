package io.poolbench.guest;

/**
 * The appliance could not be built, verified or copied. The message says what failed and, for a
 * build, quotes the last lines of its log and names the log.
 */
public final class ApplianceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ApplianceException(String message) {
    super(message);
  }

  ApplianceException(String message, Throwable cause) {
    super(message, cause);
  }
}
