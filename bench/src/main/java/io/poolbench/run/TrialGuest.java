package io.poolbench.run;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import java.util.Optional;

/** The guest of one trial: it gets the disk under test and loses it again. */
sealed interface TrialGuest permits RunningGuest, ColdGuest {
  /** The guest; empty until it was booted. */
  Optional<BootedGuest> booted();

  /** Gives it the disk. */
  BootedGuest attach(DiskSpec disk, DiskSource source) throws Exception;

  /** Takes the disk away: nothing holds it afterwards. */
  void detach() throws InterruptedException;

  /** Ends it, with or without its disk. */
  void close();
}
