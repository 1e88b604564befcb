package io.poolbench.cli;

import org.junit.jupiter.api.Test;

/** The short form of {@link KillSoak}: each fault once, at a random moment. */
class KillSoakIT {
  @Test
  void survivesEachFaultOnceAtARandomMoment() throws Exception {
    KillSoak.soak(Fault.values().length, System.nanoTime());
  }
}
