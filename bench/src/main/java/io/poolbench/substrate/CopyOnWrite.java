package io.poolbench.substrate;

import io.poolbench.host.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Whether btrfs copies an image's blocks on write, or overwrites them in place (btrfs(5)). */
public final class CopyOnWrite {
  private CopyOnWrite() {}

  /** By name, as lsattr(1) tells it; nothing where what is mounted is no btrfs. */
  public static Map<String, String> facts(Path mountPoint, Path image)
      throws IOException, InterruptedException {
    if (Mounts.inEffect(mountPoint).filter(m -> m.startsWith("btrfs ")).isEmpty()) {
      return Map.of();
    }
    return Map.of(
        "image nocow", nocow(Command.check("lsattr", image.toString()).text()) ? "on" : "off");
  }

  /**
   * Whether lsattr's line bears the attribute.
   *
   * @param line attributes, a blank, the path
   */
  static boolean nocow(String line) {
    return line.split(" ", 2)[0].contains("C");
  }
}
