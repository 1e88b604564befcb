package io.poolbench.result;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Turns the JSON of one format version into that of the next, before it is bound to records. */
interface FormatStep {
  /** Changes a {@code run.json} in place. */
  void run(ObjectNode run);

  /** Changes a {@code trial.json} in place. */
  void trial(ObjectNode trial);
}
