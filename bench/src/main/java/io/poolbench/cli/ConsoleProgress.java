package io.poolbench.cli;

import io.poolbench.host.Place;
import io.poolbench.result.Accelerator;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.RunRecord;
import io.poolbench.result.TrialRecord;
import io.poolbench.run.RunListener;
import io.poolbench.scenario.Pace;
import io.poolbench.scenario.RunPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Progress with the time left: one line that changes on a terminal, plain lines elsewhere. */
final class ConsoleProgress implements RunListener, AutoCloseable {
  private final PrintWriter err;
  private final boolean oneLine = Terminal.isInteractive();
  private int trials;
  private final Duration estimate;
  private final int finishedBefore;
  private final long begun = System.nanoTime();
  private int stored;
  private long firstTrialNanos;

  /**
   * @param finished trials of the plan that were measured before, when a run is resumed
   */
  ConsoleProgress(PrintWriter err, RunPlan plan, Accelerator accelerator, int finished) {
    this.err = err;
    this.trials = plan.trials().size();
    this.finishedBefore = finished;
    this.stored = finished;
    Pace emulated = Place.here() == Place.LAB ? Pace.lab() : Pace.emulated();
    Pace pace = accelerator == Accelerator.KVM ? Pace.kvm() : emulated;
    this.estimate =
        plan.estimate(pace).total().multipliedBy(Math.max(0, trials - finished)).dividedBy(trials);
  }

  @Override
  public void started(RunRecord run, Path folder) {
    trials = run.order().size();
    String what =
        run.resumptions().isEmpty()
            ? ": " + (run.analysis().isAdaptive() ? "at least " : "") + trials + " trials"
            : " goes on: " + (trials - finishedBefore) + " of " + trials + " trials are left";
    line(
        "run %s%s, seed %d, about %s; results in %s"
            .formatted(run.id(), what, run.seed(), clock(estimate), folder));
  }

  @Override
  public void extended(RunRecord run) {
    trials = run.order().size();
    List<PlannedTrial> added =
        run.order().stream().filter(trial -> trial.block() == run.blocks()).toList();
    line(
        "block %d of at most %d: %s"
            .formatted(
                run.blocks(),
                run.analysis().most(),
                added.stream().map(PlannedTrial::backend).collect(Collectors.joining(", "))));
  }

  @Override
  public void preparing(String what) {
    show(what);
  }

  @Override
  public void phase(PlannedTrial trial, String phase) {
    if (firstTrialNanos == 0) {
      firstTrialNanos = System.nanoTime();
    }
    show("block %d, %s: %s".formatted(trial.block(), trial.backend(), phase));
  }

  @Override
  public void stored(TrialRecord trial) {
    stored++;
    double seconds = Duration.between(trial.started(), trial.ended()).toMillis() / 1e3;
    String end = trial.failure() == null ? "done" : "FAILED: " + trial.failure();
    if (!oneLine || trial.failure() != null) {
      line(
          String.format(
              Locale.ROOT,
              "[%d/%d] block %d, %s: %s in %.1f s%s",
              stored,
              trials,
              trial.block(),
              trial.backend(),
              end,
              seconds,
              stored < trials ? ", " + clock(left()) + " left" : ""));
    }
  }

  /** The process is about to end by a signal. */
  void interrupted(RunRecord run) {
    line(
        "interrupted; "
            + stored
            + " of "
            + trials
            + " trials are stored"
            + (run.problem() == null ? "" : " (" + run.problem() + ")")
            + "; for their report: ./poolbench report "
            + run.id());
  }

  /** By the trials so far; by the plan's estimate before the first one has ended. */
  private Duration left() {
    long now = System.nanoTime();
    int measured = stored - finishedBefore;
    if (measured == 0) {
      Duration left = estimate.minusNanos(now - begun);
      return left.isNegative() ? Duration.ZERO : left;
    }
    return Duration.ofNanos((now - firstTrialNanos) / measured * (trials - stored));
  }

  private void show(String what) {
    if (oneLine) {
      err.print(
          "\r\u001b[K[" + stored + "/" + trials + "] " + what + ", " + clock(left()) + " left");
      err.flush();
    }
  }

  private void line(String text) {
    err.println(oneLine ? "\r\u001b[K" + text : text);
    err.flush();
  }

  private static String clock(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds >= 3600
        ? String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60)
        : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
  }

  @Override
  public void close() {
    if (oneLine) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
