package io.poolbench.lease;

import java.util.Optional;

/**
 * The failure of a call that nobody waits for any more while it goes on: what it was to create may
 * still appear. Implemented by exceptions; a {@link Journal} keeps such a creation pending.
 */
public interface Abandoned {
  /** Whether the call is known to have ended since, so that nothing can appear any more. */
  boolean hasEnded();

  /** The abandoned call behind a failure, itself or among its causes. */
  static Optional<Abandoned> in(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Abandoned abandoned) {
        return Optional.of(abandoned);
      }
    }
    return Optional.empty();
  }
}
