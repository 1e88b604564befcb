package io.poolbench.host;

import io.poolbench.host.DeviceFinding.Kind;
import java.util.ArrayList;
import java.util.List;

/** Whether a disk can be measured at all. */
final class Usability {
  private Usability() {}

  static List<DeviceFinding> find(BlockDevice disk, DeviceIdentity identity, long neededBytes) {
    List<DeviceFinding> findings = new ArrayList<>();
    String node = identity.node().toString();
    if (disk.number("ro") != 0) {
      findings.add(
          unusable(
              node + " is read-only",
              "name another disk, or find out who made it so (blockdev --getro " + node + ")"));
    }
    if (identity.sizeBytes() < neededBytes) {
      findings.add(
          unusable(
              node + " has " + identity.sizeBytes() + " bytes, and " + neededBytes + " are needed",
              "name a larger disk, or ask for less in the scenario"));
    }
    String offset = disk.text("alignment_offset");
    if (!offset.isEmpty() && !offset.equals("0")) {
      // sysfs gives -1 where parts of a stacked device are aligned in different ways
      findings.add(
          unusable(
              node + " is not aligned to its physical blocks (alignment_offset " + offset + ")",
              "every I/O would straddle two blocks and no figure be the disk's; name another disk"));
    }
    String zones = disk.text("queue/zoned");
    if (zones.equals("host-managed")) {
      findings.add(
          unusable(
              node + " is zoned (host-managed), so that it takes no random writes",
              "name another disk"));
    }
    return findings;
  }

  private static DeviceFinding unusable(String fact, String remedy) {
    return new DeviceFinding(Kind.UNUSABLE, fact, remedy);
  }
}
