package io.poolbench.backend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a backend is to be built.
 *
 * @param poolName name for its pool
 * @param device the block device, such as {@code /dev/loop0}
 * @param further devices beside it, where the substrate's are used together
 * @param sizeBytes how much of the device a backend may use, from its start
 * @param mountPoint an empty folder for its filesystem
 * @param adapter the SCSI host adapter that its preparation made, such as {@code host2}; empty
 *     before, and where none is made
 */
public record Site(
    String poolName,
    Path device,
    List<Path> further,
    long sizeBytes,
    Path mountPoint,
    String adapter) {
  public Site {
    further = List.copyOf(further);
  }

  public Site(String poolName, Path device, long sizeBytes, Path mountPoint) {
    this(poolName, device, List.of(), sizeBytes, mountPoint, "");
  }

  /** The same site with devices beside the first. */
  public Site with(List<Path> devicesBeside) {
    return new Site(poolName, device, devicesBeside, sizeBytes, mountPoint, adapter);
  }

  /** The same site once its adapter is there. */
  public Site onAdapter(String made) {
    return new Site(poolName, device, further, sizeBytes, mountPoint, made);
  }

  /** The devices that a backend is built on: the first, and as many beside it as it needs. */
  public List<Path> devices(StorageBackend backend) {
    List<Path> devices = new ArrayList<>(List.of(device));
    devices.addAll(further.subList(0, backend.furtherBytes().size()));
    return List.copyOf(devices);
  }

  /** The kernel's name of the device's partition: {@code loop0p1}, {@code sda1}. */
  String partition(int number) {
    String name = String.valueOf(device.getFileName());
    boolean endsInDigit = Character.isDigit(name.charAt(name.length() - 1));
    return name + (endsInDigit ? "p" : "") + number;
  }
}
