package io.poolbench.substrate;

import io.poolbench.host.Clearance;
import io.poolbench.host.DeviceGuard;
import io.poolbench.host.DeviceIdentity;
import io.poolbench.host.DeviceLock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A real device that the guard let through and that no other run may use meanwhile. */
public final class ClaimedDevice implements AutoCloseable {
  private final Clearance clearance;
  private final DeviceLock lock;

  private ClaimedDevice(Clearance clearance, DeviceLock lock) {
    this.clearance = clearance;
    this.lock = lock;
  }

  /**
   * Claims devices for a run, all or none. Writes nothing to them.
   *
   * @param overwrite names of those whose content may be lost
   * @param run the run's name, told to whoever wants a device meanwhile
   * @throws io.poolbench.host.DeviceRefusedException when one may not be used
   */
  public static List<ClaimedDevice> claim(
      DeviceGuard guard, List<Path> names, long neededBytes, Set<String> overwrite, String run)
      throws InterruptedException {
    List<ClaimedDevice> claimed = new ArrayList<>();
    try {
      for (Path name : names) {
        Clearance clearance = guard.clear(name, neededBytes, overwrite);
        claimed.add(
            new ClaimedDevice(clearance, DeviceLock.acquire(clearance.identity(), run)));
      }
      return claimed;
    } catch (RuntimeException | InterruptedException e) {
      claimed.forEach(ClaimedDevice::close);
      throw e;
    }
  }

  Clearance clearance() {
    return clearance;
  }

  DeviceIdentity identity() {
    return clearance.identity();
  }

  /** Gives the device up; what is on it is not touched. */
  @Override
  public void close() {
    lock.close();
  }
}
