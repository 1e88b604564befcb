package io.poolbench.host;

import io.poolbench.lease.Abandoned;

/** A program could not be run or failed; the message has its command line and its own words. */
public class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    super(message);
  }

  /** A program that was killed and did not end: the kernel holds it in a call that hangs. */
  static final class Unkillable extends CommandException implements Abandoned {
    private static final long serialVersionUID = 1L;

    private final transient Process process;

    Unkillable(String message, Process process) {
      super(message);
      this.process = process;
    }

    @Override
    public boolean hasEnded() {
      return !Session.lives(process);
    }
  }
}
