package io.poolbench.result;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Version 2 knows what a run was made of, how often it was resumed, and which boot of the guest
 * measured a trial. Version 1 recorded none of it: runs could not be resumed.
 */
final class FromVersion1 implements FormatStep {
  @Override
  public void run(ObjectNode run) {
    run.putArray("inputs");
    run.putArray("resumptions");
  }

  @Override
  public void trial(ObjectNode trial) {
    trial.putNull("boot");
  }
}
