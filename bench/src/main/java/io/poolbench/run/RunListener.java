package io.poolbench.run;

import io.poolbench.result.PlannedTrial;
import io.poolbench.result.RunRecord;
import io.poolbench.result.TrialRecord;
import java.nio.file.Path;

/** Told how a run goes on, on the run's own thread. */
public interface RunListener {
  /** The run's folder exists and its order is known. */
  void started(RunRecord run, Path folder);

  /** Another block was planned, because of what was measured. */
  void extended(RunRecord run);

  /** Something the run does outside trials, such as writing the substrate or booting a guest. */
  void preparing(String what);

  /** A trial reached a phase: {@code provision}, {@code attach}, {@code fill}, a workload, … */
  void phase(PlannedTrial trial, String phase);

  /** A trial was stored, whether it was finished or failed. */
  void stored(TrialRecord trial);
}
