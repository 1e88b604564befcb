package io.poolbench.substrate;

import io.poolbench.host.DeviceIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What sysfs says of a block device that bears on its figures (Documentation/ABI, sysfs-block). */
public final class DeviceFacts {
  private DeviceFacts() {}

  static Map<String, String> of(DeviceIdentity identity) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("name", identity.name().toString());
    facts.put("model", identity.model());
    facts.put("serial", identity.serial());
    facts.put("WWN", identity.wwn());
    facts.put("capacity", (identity.sizeBytes() >> 20) + " MiB");
    facts.putAll(queue(identity.node()));
    facts.values().removeIf(String::isEmpty);
    return facts;
  }

  /** The node and its queue's settings, by name. */
  static Map<String, String> queue(Path node) {
    Path sys = Path.of("/sys/class/block", BlankDevice.name(node));
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("device", node.toString());
    facts.put("logical block", read(sys.resolve("queue/logical_block_size")));
    facts.put("physical block", read(sys.resolve("queue/physical_block_size")));
    facts.put("optimal I/O size", read(sys.resolve("queue/optimal_io_size")));
    facts.put("rotational", read(sys.resolve("queue/rotational")));
    facts.put("scheduler", read(sys.resolve("queue/scheduler")));
    facts.put("write cache", read(sys.resolve("queue/write_cache")));
    return facts;
  }

  /** Where a volume that is a block device begins, so that its alignment can be judged. */
  public static Map<String, String> start(Path node) throws IOException {
    Path sys = Path.of("/sys/class/block", BlankDevice.name(node.toRealPath()));
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("volume begins at byte", String.valueOf(startBytes(node)));
    facts.put("alignment offset", read(sys.resolve("alignment_offset")));
    return facts;
  }

  /** Where a partition begins on its disk; 0 for a disk. */
  static long startBytes(Path node) throws IOException {
    Path sys = Path.of("/sys/class/block", BlankDevice.name(node.toRealPath()));
    String start = read(sys.resolve("start"));
    return start.isEmpty() ? 0 : Long.parseLong(start) * 512;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
