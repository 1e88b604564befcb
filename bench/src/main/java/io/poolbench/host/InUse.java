package io.poolbench.host;

import io.poolbench.host.DeviceFinding.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for whoever uses a disk, a partition of it, or the same disk by another path. */
final class InUse {
  /** udev and the like open a disk for a moment whenever something about it changed. */
  private static final int LOOKS = 10;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Path sys;
  private final Path proc;

  InUse(Path sys, Path proc) {
    this.sys = sys;
    this.proc = proc;
  }

  List<DeviceFinding> find(BlockDevice disk, DeviceIdentity identity) throws InterruptedException {
    List<BlockDevice> devices = devices(disk, identity.wwn());
    List<DeviceFinding> findings = new ArrayList<>();
    findings.addAll(new Mounted(sys, proc).find(devices));
    findings.addAll(Swaps.find(proc, devices));
    findings.addAll(Holders.find(sys, devices));
    // a user that was found already does not go away by itself
    findings.addAll(
        findings.isEmpty()
            ? lasting(devices, identity.node())
            : openOrHeld(devices, identity.node(), false));
    return findings;
  }

  /** The disk, and the same one seen through other cables, each with its partitions. */
  List<BlockDevice> devices(BlockDevice disk, String wwn) {
    List<BlockDevice> devices = new ArrayList<>();
    devices.add(disk);
    devices.addAll(disk.partitions());
    // other forms of a name (t10 with a vendor's text) are not sure to be unique in the world
    if (wwn.startsWith("naa.") || wwn.startsWith("eui.") || wwn.startsWith("nvme.")) {
      for (BlockDevice other : BlockDevice.disks(sys)) {
        if (!other.number().equals(disk.number()) && SysIdentity.wwn(other).equals(wwn)) {
          devices.add(other);
          devices.addAll(other.partitions());
        }
      }
    }
    return devices;
  }

  /** Who has a device open or holds it for longer than a moment. */
  private List<DeviceFinding> lasting(List<BlockDevice> devices, Path node)
      throws InterruptedException {
    List<DeviceFinding> findings = openOrHeld(devices, node, true);
    for (int look = 1; look < LOOKS; look++) {
      if (findings.stream().noneMatch(finding -> finding.kind() == Kind.IN_USE)) {
        break;
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
      findings = openOrHeld(devices, node, true);
    }
    return findings;
  }

  private List<DeviceFinding> openOrHeld(List<BlockDevice> devices, Path node, boolean nobodyFound)
      throws InterruptedException {
    List<DeviceFinding> findings = new ArrayList<>(new OpenFiles(proc).find(devices));
    boolean unexplained = nobodyFound && findings.isEmpty();
    held(node, unexplained).ifPresent(findings::add);
    for (BlockDevice other : devices.subList(1, devices.size())) {
      // a claim on a partition is one on its disk; what has no file in /dev cannot be opened
      if (!other.isPartition()
          && DeviceNumber.of(other.node()).equals(Optional.of(other.number()))) {
        held(other.node(), unexplained).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<DeviceFinding> held(Path node, boolean nobodyFound)
      throws InterruptedException {
    try (ExclusiveOpen open = ExclusiveOpen.tryOpen(node).orElse(null)) {
      return open == null ? Optional.of(busy(node, nobodyFound)) : Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          new DeviceFinding(
              Kind.UNREADABLE,
              "whether " + node + " is in use is not known: " + e.getMessage(),
              "run as root; dmesg says what is wrong with the disk"));
    }
  }

  /**
   * @param nobodyFound that no other look has told who holds it
   */
  static DeviceFinding busy(Path node, boolean nobodyFound) {
    return new DeviceFinding(
        Kind.IN_USE,
        node + " is held exclusively (open with O_EXCL: device or resource busy)",
        nobodyFound
            ? "whoever holds it is not to be seen from here: look for a mount in another mount"
                + " namespace, a filesystem or pool over several disks, or a running mkfs"
            : "see who uses it");
  }
}
