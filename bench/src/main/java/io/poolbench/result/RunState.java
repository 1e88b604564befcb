package io.poolbench.result;

/** How far a run got. */
public enum RunState {
  /** Trials are being measured, or the process died without a word. */
  RUNNING,
  /** Every planned trial was stored. */
  COMPLETE,
  /** It ended early or a trial failed; what was stored stays. */
  INCOMPLETE
}
