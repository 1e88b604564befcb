package io.poolbench.substrate;

import io.poolbench.host.DeviceGuard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The real devices of a run, none where it has a file of its own. Closing gives them up. */
public final class ClaimedDevices implements AutoCloseable {
  private final List<ClaimedDevice> devices = new ArrayList<>();

  private ClaimedDevices() {}

  /** No device: the run has a file of its own. */
  public static ClaimedDevices none() {
    return new ClaimedDevices();
  }

  /**
   * Claims devices for a run, all or none. Writes nothing to them.
   *
   * @param overwrite names of those whose content may be lost
   * @param run the run's name, told to whoever wants a device meanwhile
   * @throws io.poolbench.host.DeviceRefusedException when one may not be used
   */
  public static ClaimedDevices claim(
      DeviceGuard guard, List<Path> names, long neededBytes, Set<String> overwrite, String run)
      throws InterruptedException {
    ClaimedDevices claimed = new ClaimedDevices();
    try {
      for (Path name : names) {
        claimed.devices.add(ClaimedDevice.claim(guard, name, neededBytes, overwrite, run));
      }
      return claimed;
    } catch (RuntimeException | InterruptedException e) {
      claimed.close();
      throw e;
    }
  }

  List<ClaimedDevice> devices() {
    return List.copyOf(devices);
  }

  @Override
  public void close() {
    devices.forEach(ClaimedDevice::close);
  }
}
