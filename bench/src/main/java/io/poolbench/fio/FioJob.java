package io.poolbench.fio;

import java.time.Duration;

/**
 * One job with all the options that hold for it.
 *
 * @param line 1-based line of its heading, 0 where it was not written in a file
 */
public record FioJob(String name, int line, FioOptions options) {
  /** What a job without a runtime is guessed to take; only estimates rest on it. */
  static final Duration GUESS = Duration.ofMinutes(1);

  /** Whether the job begins only after those before it have ended. */
  public boolean waits() {
    return options.flag("stonewall") || options.has("wait_for");
  }

  Duration measuringTime() {
    return options.runtime().orElse(GUESS);
  }

  /** fio's runtime starts when the ramp ends (HOWTO, ramp_time). */
  Duration unmeasuredTime() {
    return options.rampTime().plus(options.startDelay());
  }
}
