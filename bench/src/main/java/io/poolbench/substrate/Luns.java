package io.poolbench.substrate;

import io.poolbench.host.DeviceGuard;
import io.poolbench.host.DeviceIdentity;
import io.poolbench.host.DeviceInspection;
import io.poolbench.host.DeviceLock;
import io.poolbench.host.DeviceRefusedException;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * LUNs of somebody's server or adapter, which are had only while a pool is there. Each passes the
 * guard as a real device does, every time it is taken, and is left blank before it is given up.
 */
public final class Luns {
  private final DeviceGuard guard;
  private final Set<String> overwrite;
  private final String run;
  private final Set<Path> leftBlank = new HashSet<>();

  /**
   * @param overwrite names of those whose content may be lost
   * @param run the run's name, told to whoever wants one meanwhile
   */
  public Luns(DeviceGuard guard, Set<String> overwrite, String run) {
    this.guard = guard;
    this.overwrite = Set.copyOf(overwrite);
    this.run = run;
  }

  /** For a run without any. */
  public static Luns none() {
    return new Luns(new DeviceGuard(), Set.of(), "");
  }

  /**
   * Looks whether the run may have a LUN. Writes nothing to it.
   *
   * @param name udev's name of it
   * @throws io.poolbench.host.DeviceRefusedException when it may not
   */
  public void look(Path name, long neededBytes) throws InterruptedException {
    try (ClaimedDevice looked = claim(name, neededBytes)) {
      looked.clearance().verify();
    }
  }

  /** Looks whether the run may have a LUN that QEMU alone reaches. Writes nothing to it. */
  public void look(RemoteLun lun, long neededBytes) throws InterruptedException {
    clear(lun, neededBytes);
  }

  private DeviceIdentity clear(RemoteLun lun, long neededBytes) throws InterruptedException {
    DeviceInspection seen = RemoteGuard.inspect(lun, neededBytes);
    List<String> refusals = seen.refusals(mayBeLost(lun.name()));
    if (!refusals.isEmpty()) {
      throw new DeviceRefusedException(lun.name(), refusals);
    }
    return seen.identity().orElseThrow();
  }

  /** The same as for a device, by QEMU's tools; see {@link #take(Journal, Path, long)}. */
  public AutoCloseable take(Journal journal, RemoteLun lun, long neededBytes) throws Exception {
    long size = clear(lun, neededBytes).sizeBytes();
    DeviceLock lock = DeviceLock.acquire(lun.identity(size), run);
    try {
      // another run may have ended between the look and the lock
      clear(lun, neededBytes);
      Map<String, String> details = new LinkedHashMap<>(lun.details());
      details.put(RemoteLunUndoer.BYTES, String.valueOf(size));
      Lease lease =
          journal.acquire(
              new Creation(RemoteLunUndoer.KIND, lun.name().toString(), details),
              () -> {
                RemoteGuard.blank(lun, size);
                return lun;
              });
      return () -> {
        try {
          lease.close();
          leftBlank.add(lun.name());
        } finally {
          lock.close();
        }
      };
    } catch (Exception e) {
      lock.close();
      throw e;
    }
  }

  /** What lies on one that the run has left blank was put there since, by somebody else. */
  private Set<String> mayBeLost(Path name) {
    return leftBlank.contains(name) ? Set.of() : overwrite;
  }

  private ClaimedDevice claim(Path name, long neededBytes) throws InterruptedException {
    return ClaimedDevice.claim(guard, name, neededBytes, mayBeLost(name), run);
  }

  /**
   * Takes a LUN for a trial and blanks it, as a lease of {@code journal}. Closing leaves it blank
   * and gives it up.
   *
   * @throws io.poolbench.host.DeviceRefusedException when it may not be had; nothing is written
   */
  public AutoCloseable take(Journal journal, Path name, long neededBytes) throws Exception {
    ClaimedDevice claimed = claim(name, neededBytes);
    try {
      DeviceIdentity identity = claimed.identity();
      Lease lease =
          journal.acquire(
              new Creation(DeviceUndoer.KIND, name.toString(), identity.details()),
              () -> {
                claimed.clearance().verify();
                BlankDevice.wipe(identity.node());
                BlankDevice.zeroEdges(identity.node());
                return name;
              });
      return () -> {
        try {
          lease.close();
          leftBlank.add(name);
        } finally {
          claimed.close();
        }
      };
    } catch (Exception e) {
      claimed.close();
      throw e;
    }
  }
}
