package io.poolbench.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Waits for a lab's end, stage by stage, each with its deadline. */
final class LabWatch {
  private static final Duration GLANCE = Duration.ofMillis(100);

  /** A run that is told to end may take a minute to take down what it made. */
  private static final Duration ORDERLY_END = Duration.ofSeconds(75);

  private final LabProcess process;
  private final LabFolder folder;
  private final Function<Stage, Optional<Duration>> limits;
  private Stage stage = Stage.START;
  private long sinceNanos = System.nanoTime();
  private boolean told;

  LabWatch(LabProcess process, LabFolder folder) {
    this(process, folder, Stage::limit);
  }

  /**
   * @param limits how long a stage may last
   */
  LabWatch(LabProcess process, LabFolder folder, Function<Stage, Optional<Duration>> limits) {
    this.process = process;
    this.folder = folder;
    this.limits = limits;
  }

  /**
   * Waits, and passes an interrupt of this thread on to the job.
   *
   * @return the job's exit status
   * @throws LabException when a deadline passes, or the lab ended without a status
   * @throws InterruptedException when interrupted before the job began, or once more after it was
   *     told
   */
  int untilItEnds() throws IOException, InterruptedException {
    try {
      while (!ended()) {
        Stage now = Stage.of(folder.path());
        if (now != stage) {
          stage = now;
          sinceNanos = System.nanoTime();
        }
        Optional<Duration> limit =
            told && stage == Stage.JOB ? Optional.of(ORDERLY_END) : limits.apply(stage);
        if (limit.isPresent() && System.nanoTime() - sinceNanos > limit.get().toNanos()) {
          throw new LabException(
              "%s did not end within %d s: the lab was ended.%s"
                  .formatted(label(), limit.get().toSeconds(), console()));
        }
      }
      process.drain();
      return status();
    } finally {
      if (told) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean ended() throws InterruptedException {
    try {
      return process.ended(GLANCE);
    } catch (InterruptedException e) {
      stage = Stage.of(folder.path());
      if (told || stage == Stage.START || stage == Stage.LIBVIRT) {
        throw e;
      }
      told = true;
      sinceNanos = System.nanoTime();
      process.terminateJob();
      return false;
    }
  }

  private int status() throws IOException {
    OptionalInt status = folder.status();
    if (status.isPresent()) {
      return status.getAsInt();
    }
    stage = Stage.of(folder.path());
    throw new LabException(
        "the lab died during %s: it left no exit status.%s".formatted(stage.label(), console()));
  }

  private String label() {
    return stage.label() + (told && stage == Stage.JOB ? ", which was told to end," : "");
  }

  private String console() {
    return " The last lines of its console:\n" + Console.tail(folder.console());
  }
}
