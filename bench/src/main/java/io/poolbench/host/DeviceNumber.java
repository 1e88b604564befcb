package io.poolbench.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A block device's number as sysfs and mountinfo write it, such as {@code 8:16}. */
final class DeviceNumber {
  // inode(7): the file type in st_mode
  private static final int FILE_TYPE = 0170000;
  private static final int BLOCK_DEVICE = 0060000;

  private DeviceNumber() {}

  /** The number of the block device that a path leads to; empty when it leads to none. */
  static Optional<String> of(Path path) {
    try {
      int mode = (Integer) Files.getAttribute(path, "unix:mode");
      long device = (Long) Files.getAttribute(path, "unix:rdev");
      return (mode & FILE_TYPE) == BLOCK_DEVICE ? Optional.of(words(device)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Takes a dev_t apart as makedev(3) of glibc and musl puts it together. */
  static String words(long device) {
    long major = ((device >>> 8) & 0xfff) | ((device >>> 32) & 0xfffff000L);
    long minor = (device & 0xff) | ((device >>> 12) & 0xffffff00L);
    return major + ":" + minor;
  }
}
