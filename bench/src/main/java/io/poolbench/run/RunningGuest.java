package io.poolbench.run;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;
import io.poolbench.measure.GuestDisk;
import java.util.Optional;

/** A guest that runs before and after the trial; the disk is plugged into it. */
record RunningGuest(BootedGuest guest, GuestSpec spec) implements TrialGuest {
  @Override
  public Optional<BootedGuest> booted() {
    return Optional.of(guest);
  }

  @Override
  public BootedGuest attach(DiskSpec disk, DiskSource source) {
    guest.domain().attach(spec, disk, source);
    return guest;
  }

  @Override
  public void detach() throws InterruptedException {
    guest.domain().detach();
    if (spec.bus() == GuestSpec.Bus.SCSI) {
      new GuestDisk(spec.bus().diskName()).awaitGone(guest.channel());
    }
  }

  @Override
  public void close() {
    guest.close();
  }
}
