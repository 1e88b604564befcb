package io.poolbench.substrate;

import io.poolbench.backend.Lvm;
import io.poolbench.host.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What LVM knows of devices (pvs(8)). */
final class PhysicalVolumes {
  private static final Duration LOOK = Duration.ofSeconds(60);

  private PhysicalVolumes() {}

  /**
   * The devices of a volume group, looked for on all that LVM may see on this machine. One that is
   * missing is listed as pvs does: {@code [unknown]}.
   */
  static List<String> of(String group) throws InterruptedException {
    return Command.check(
            "pvs", "--noheadings", "--options", "pv_name", "--select", "vg_name=\"" + group + "\"")
        .output()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** Whether a device bears a physical volume that belongs to no group. */
  static boolean isOrphan(Path device) throws InterruptedException {
    if (!Files.exists(device)) {
      return false;
    }
    Command.Result asked =
        Command.run(
            LOOK,
            Lvm.words(
                List.of(device), "pvs", "--noheadings", "--options", "vg_name", device.toString()));
    return asked.exitCode() == 0 && asked.text().isEmpty();
  }
}
