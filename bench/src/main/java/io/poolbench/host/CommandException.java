package io.poolbench.host;

/** A program could not be run or failed; the message has its command line and its own words. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }
}
