package io.poolbench.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A disk or a partition as sysfs shows it (Linux, Documentation/ABI/stable/sysfs-block).
 *
 * @param kernelName such as {@code sdb1}; a slash of the device file's name is {@code !} in it
 * @param number such as {@code 8:17}
 * @param folder its folder in sysfs, without symbolic links
 */
record BlockDevice(String kernelName, String number, Path folder) {
  /** No attribute read here is longer; a page is all sysfs gives of a text. */
  private static final int LONGEST_ATTRIBUTE = 4096;

  private static final int SECTOR_BYTES = 512;

  /** The device of a number; empty when the kernel has none. */
  static Optional<BlockDevice> byNumber(Path sys, String number) {
    try {
      return Optional.of(in(sys.resolve("dev/block").resolve(number).toRealPath()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The device whose device file is {@code node}; empty when the kernel has none. */
  static Optional<BlockDevice> named(Path sys, Path node) {
    try {
      String name = Path.of("/dev").relativize(node.toRealPath()).toString().replace('/', '!');
      return Optional.of(in(sys.resolve("class/block").resolve(name).toRealPath()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Every disk of the machine, partitions not among them. */
  static List<BlockDevice> disks(Path sys) {
    List<BlockDevice> disks = new ArrayList<>();
    for (Path entry : entries(sys.resolve("block"))) {
      try {
        disks.add(in(entry.toRealPath()));
      } catch (IOException e) {
        // it was unplugged in between
      }
    }
    return disks;
  }

  private static BlockDevice in(Path folder) {
    String number = read(folder.resolve("dev")).map(BlockDevice::text).orElse("");
    return new BlockDevice(String.valueOf(folder.getFileName()), number, folder);
  }

  boolean isPartition() {
    return Files.exists(folder.resolve("partition"));
  }

  /** The disk that a partition lies on; a disk itself otherwise. */
  BlockDevice wholeDisk() {
    Path parent = folder.getParent();
    return isPartition() && parent != null ? in(parent) : this;
  }

  /** The partitions that the kernel has of this disk, by name. */
  List<BlockDevice> partitions() {
    return entries(folder).stream()
        .filter(entry -> Files.exists(entry.resolve("partition")))
        .map(BlockDevice::in)
        .toList();
  }

  /** Kernel names of the devices built on this one: device-mapper, md, bcache, drbd. */
  List<String> holders() {
    return entries(folder.resolve("holders")).stream()
        .map(entry -> String.valueOf(entry.getFileName()))
        .toList();
  }

  /** Its device file, where nobody gave it another name. */
  Path node() {
    return Path.of("/dev", kernelName.replace('!', '/'));
  }

  long sizeBytes() {
    return number("size") * SECTOR_BYTES;
  }

  /** A number, 0 where sysfs does not give it. */
  long number(String attribute) {
    try {
      return Long.parseLong(text(attribute));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** A text in one line of printable characters, empty where sysfs does not give it. */
  String text(String attribute) {
    return bytes(attribute).map(BlockDevice::text).orElse("");
  }

  Optional<byte[]> bytes(String attribute) {
    return read(folder.resolve(attribute));
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8)
        .replaceAll("[\\p{Cntrl}\\p{Space}]+", " ")
        .strip();
  }

  private static Optional<byte[]> read(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return Optional.of(stream.readNBytes(LONGEST_ATTRIBUTE));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What a folder has, by name; nothing when it is not there. */
  static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    entries.sort(null);
    return entries;
  }
}
