package io.poolbench.substrate;

import io.poolbench.host.Clearance;
import io.poolbench.host.DeviceGuard;
import io.poolbench.host.DeviceIdentity;
import io.poolbench.host.DeviceLock;
import java.nio.file.Path;
import java.util.Set;

/** A real device that the guard let through and that no other run may use meanwhile. */
final class ClaimedDevice implements AutoCloseable {
  private final Clearance clearance;
  private final DeviceLock lock;

  private ClaimedDevice(Clearance clearance, DeviceLock lock) {
    this.clearance = clearance;
    this.lock = lock;
  }

  /** See {@link ClaimedDevices#claim}. */
  static ClaimedDevice claim(
      DeviceGuard guard, Path name, long neededBytes, Set<String> overwrite, String run)
      throws InterruptedException {
    Clearance clearance = guard.clear(name, neededBytes, overwrite);
    DeviceLock lock = DeviceLock.acquire(clearance.identity(), run);
    try {
      // another run may have ended between the look and the lock
      clearance.verify();
      return new ClaimedDevice(clearance, lock);
    } catch (RuntimeException | InterruptedException e) {
      lock.close();
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
