package io.poolbench.run;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import io.poolbench.guest.GuestException;
import io.poolbench.lease.LeaseException;
import io.poolbench.libvirt.HypervisorException;
import java.util.Optional;

/** A guest that is booted with the disk, and ended to take it away: for buses without hot-plug. */
final class ColdGuest implements TrialGuest {
  private final Boot boot;
  private Optional<BootedGuest> booted = Optional.empty();

  ColdGuest(Boot boot) {
    this.boot = boot;
  }

  /** Boots a guest that has a disk from the start. */
  interface Boot {
    BootedGuest with(DiskSpec disk, DiskSource source) throws Exception;
  }

  /** There is no guest, and why. */
  private static final class Unbooted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unbooted(RuntimeException cause) {
      super(TrialExecutor.UNBOOTED + cause.getMessage(), cause);
    }
  }

  @Override
  public Optional<BootedGuest> booted() {
    return booted;
  }

  @Override
  public BootedGuest attach(DiskSpec disk, DiskSource source) throws Exception {
    try {
      BootedGuest guest = boot.with(disk, source);
      booted = Optional.of(guest);
      return guest;
    } catch (HypervisorException | GuestException | LeaseException e) {
      throw new Unbooted(e);
    }
  }

  @Override
  public void detach() {
    close();
  }

  @Override
  public void close() {
    booted.ifPresent(BootedGuest::close);
  }
}
