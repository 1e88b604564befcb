package io.poolbench.backend;

import java.nio.file.Path;

/**
 * Where a backend is to be built.
 *
 * @param poolName name for its pool
 * @param device the block device, such as {@code /dev/loop0}
 * @param sizeBytes how much of the device a backend may use, from its start
 * @param mountPoint an empty folder for its filesystem
 */
public record Site(String poolName, Path device, long sizeBytes, Path mountPoint) {
  /** The kernel's name of the device's partition: {@code loop0p1}, {@code sda1}. */
  String partition(int number) {
    String name = String.valueOf(device.getFileName());
    boolean endsInDigit = Character.isDigit(name.charAt(name.length() - 1));
    return name + (endsInDigit ? "p" : "") + number;
  }
}
