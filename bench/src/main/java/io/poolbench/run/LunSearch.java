package io.poolbench.run;

import io.poolbench.backend.VolumeSource;
import io.poolbench.host.DeviceGuard;
import io.poolbench.host.DeviceIdentity;
import io.poolbench.libvirt.Pool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds a LUN of a pool by what it calls itself. */
final class LunSearch {
  private static final Duration LONGEST_APPEARANCE = Duration.ofSeconds(10);
  private static final long LOOK_AGAIN_MILLIS = 300;

  private LunSearch() {}

  /**
   * The LUN's stable name, the same at every search. One that the adapter has just been told of
   * appears a moment later, which is waited for.
   *
   * @throws IOException when there is no such LUN, or more than one; the message says what is
   */
  static Path await(Pool pool, VolumeSource.Lun wanted) throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_APPEARANCE.toNanos();
    while (true) {
      Map<String, DeviceIdentity> found = found(pool.findVolumes());
      List<DeviceIdentity> called =
          found.values().stream().filter(d -> wanted.isCalled(d.serial(), d.wwn())).toList();
      if (called.size() == 1) {
        return called.get(0).name();
      }
      if (called.size() > 1) {
        throw new IOException(
            "%s is there more than once (%s): paths to one LUN, of which none can be had alone; use kind: mpath for a map over them, or one adapter with one path"
                .formatted(
                    wanted.words(),
                    called.stream()
                        .map(d -> d.node().toString())
                        .collect(Collectors.joining(", "))));
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "%s is not among the LUNs of the adapter: %s".formatted(wanted.words(), words(found)));
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  /**
   * The stable name of a map that a pool has.
   *
   * @throws IOException when there is none; the message says what is
   */
  static Path await(Pool pool, VolumeSource.Mapped wanted)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + LONGEST_APPEARANCE.toNanos();
    while (true) {
      Map<String, Path> found = pool.findVolumes();
      boolean there = found.containsValue(wanted.path());
      Optional<DeviceIdentity> device =
          there ? new DeviceGuard().identify(wanted.path()) : Optional.empty();
      if (device.isPresent()) {
        return wanted.owned() ? wanted.path() : device.get().name();
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            there
                ? "udev has no name in /dev/disk for the map " + wanted.name() + "; does udev run?"
                : "there is no map "
                    + wanted.name()
                    + " over paths; there are: "
                    + (found.isEmpty() ? "none" : found.values())
                    + " (multipath -l)");
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  private static Map<String, DeviceIdentity> found(Map<String, Path> volumes) {
    DeviceGuard guard = new DeviceGuard();
    Map<String, DeviceIdentity> found = new LinkedHashMap<>();
    volumes.forEach(
        (name, path) -> {
          Optional<DeviceIdentity> disk = guard.identify(path);
          disk.ifPresent(d -> found.put(name, d));
        });
    return found;
  }

  private static String words(Map<String, DeviceIdentity> found) {
    return found.isEmpty()
        ? "it has none that udev names"
        : found.entrySet().stream()
            .map(
                e ->
                    "%s, serial number %s, WWN %s"
                        .formatted(e.getKey(), e.getValue().serial(), e.getValue().wwn()))
            .collect(Collectors.joining("; "));
  }
}
