package io.poolbench.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What tells the disk behind a device file, or a partition of it, from every other one.
 *
 * @param partition its number on the disk; empty when it is the disk itself
 */
public record NodeIdentity(DeviceIdentity disk, String partition) {
  private static final Path SYS = Path.of("/sys");
  private static final String PARTITION = "partition";

  /**
   * Reads what is behind a device file now.
   *
   * @throws IOException when the kernel has no such device
   */
  public static NodeIdentity of(Path node) throws IOException {
    BlockDevice device =
        BlockDevice.named(SYS, node)
            .orElseThrow(() -> new IOException("there is no device " + node));
    BlockDevice disk = device.wholeDisk();
    return new NodeIdentity(
        SysIdentity.read(disk.node(), disk.node(), disk), device.text(PARTITION));
  }

  /** All of it by name, for the journal; {@link #of(Map)} reads it back. */
  public Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>(disk.details());
    details.put(PARTITION, partition);
    return details;
  }

  /**
   * Reads what {@link #details} gave; other keys are passed over.
   *
   * @throws IllegalArgumentException when one is missing or no number
   */
  public static NodeIdentity of(Map<String, String> details) {
    return new NodeIdentity(DeviceIdentity.of(details), details.getOrDefault(PARTITION, ""));
  }

  /**
   * How it differs from what was seen earlier, in words; empty when it does not. A disk that names
   * itself by serial number or WWN may have another device file meanwhile, any other may not.
   */
  public List<String> differencesFrom(NodeIdentity earlier) {
    boolean namesItself = !disk.serial().isEmpty() || !disk.wwn().isEmpty();
    List<String> differences =
        new ArrayList<>(
            namesItself
                ? as(earlier.disk.name()).lastingDifferencesFrom(earlier.disk)
                : disk.differencesFrom(earlier.disk));
    if (!partition.equals(earlier.partition)) {
      differences.add("partition was " + earlier.partition + ", is " + partition);
    }
    return List.copyOf(differences);
  }

  private DeviceIdentity as(Path name) {
    return new DeviceIdentity(
        name,
        disk.node(),
        disk.number(),
        disk.diskSequence(),
        disk.sizeBytes(),
        disk.serial(),
        disk.wwn(),
        disk.model());
  }
}
