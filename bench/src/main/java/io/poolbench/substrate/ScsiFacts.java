package io.poolbench.substrate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the kernel tells of a LUN and of the adapter that it is behind (sysfs, SCSI midlayer). */
public final class ScsiFacts {
  private static final Path CLASS = Path.of("/sys/class");

  private ScsiFacts() {}

  /**
   * The adapter's driver and the LUN's properties, by name.
   *
   * @param node the LUN's device file or a link to it
   * @throws IOException when it is no LUN of a SCSI host
   */
  public static Map<String, String> of(Path node) throws IOException {
    Path disk = disk(node);
    String host = part(disk, "host\\d+");
    if (host.isEmpty()) {
      throw new IOException(node + " leads to " + disk + ", which is no LUN of a SCSI host");
    }
    String driver = IscsiFacts.read(CLASS.resolve("scsi_host").resolve(host).resolve("proc_name"));
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("SCSI host", host);
    facts.put("SCSI driver", driver);
    if (driver.equals(ScsiDebug.MODULE)) {
      facts.put("scsi_debug delay", ScsiDebug.parameter("delay"));
      facts.put("scsi_debug ndelay", ScsiDebug.parameter("ndelay"));
    }
    facts.putAll(lun(disk));
    facts.values().removeIf(String::isEmpty);
    return facts;
  }

  /** The folder in sysfs of the disk that a device file is of, without symbolic links. */
  static Path disk(Path node) throws IOException {
    return CLASS.resolve("block").resolve(BlankDevice.name(node.toRealPath())).toRealPath();
  }

  /** The last part of a path that has a form; empty when none has. */
  static String part(Path path, String form) {
    String found = "";
    for (Path part : path) {
      found = part.toString().matches(form) ? part.toString() : found;
    }
    return found;
  }

  /**
   * A LUN's properties.
   *
   * @param disk its folder in sysfs
   */
  static Map<String, String> lun(Path disk) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "LUN model",
        (IscsiFacts.read(disk.resolve("device/vendor"))
                + " "
                + IscsiFacts.read(disk.resolve("device/model")))
            .strip());
    facts.put("LUN size", (Long.parseLong(IscsiFacts.read(disk.resolve("size"))) >> 11) + " MiB");
    facts.put("LUN queue depth", IscsiFacts.read(disk.resolve("device/queue_depth")));
    facts.put("LUN write cache", IscsiFacts.read(disk.resolve("queue/write_cache")));
    return facts;
  }
}
