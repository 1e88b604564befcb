package io.poolbench.backend;

import java.nio.file.Path;

/**
 * Where a backend is to be built.
 *
 * @param poolName name for its pool
 * @param device the block device, such as {@code /dev/loop0}
 * @param sizeBytes how much of the device a backend may use, from its start
 * @param mountPoint an empty folder for its filesystem
 * @param adapter the SCSI host adapter that its preparation made, such as {@code host2}; empty
 *     before, and where none is made
 */
public record Site(String poolName, Path device, long sizeBytes, Path mountPoint, String adapter) {
  public Site(String poolName, Path device, long sizeBytes, Path mountPoint) {
    this(poolName, device, sizeBytes, mountPoint, "");
  }

  /** The same site once its adapter is there. */
  public Site onAdapter(String made) {
    return new Site(poolName, device, sizeBytes, mountPoint, made);
  }

  /** The kernel's name of the device's partition: {@code loop0p1}, {@code sda1}. */
  String partition(int number) {
    String name = String.valueOf(device.getFileName());
    boolean endsInDigit = Character.isDigit(name.charAt(name.length() - 1));
    return name + (endsInDigit ? "p" : "") + number;
  }
}
