package io.poolbench.host;

import io.poolbench.host.DeviceFinding.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Stands between a run and a real disk: looks at a disk named by a stable name, and lets pass only
 * one that is whole, unused and blank, or whose contents were named to be overwritten. It reads and
 * never writes.
 */
public final class DeviceGuard {
  private static final Path SYS = Path.of("/sys");
  private static final Path PROC = Path.of("/proc");

  private final StableNames names;

  /** Knows disks by the names in {@code /dev/disk}. */
  public DeviceGuard() {
    this(Path.of("/dev/disk"));
  }

  /**
   * @param folder where the stable names are, in {@code by-id} and {@code by-path}
   */
  DeviceGuard(Path folder) {
    this.names = new StableNames(folder, SYS);
  }

  /**
   * Looks at a disk and finds all that speaks against writing to it. A few seconds where something
   * uses it, since what has it open only for a moment is waited for; longer where it answers
   * slowly.
   *
   * @param name a path directly under {@code /dev/disk/by-id} or {@code /dev/disk/by-path}
   * @param neededBytes the least size that will do
   */
  public DeviceInspection inspect(Path name, long neededBytes) throws InterruptedException {
    Optional<DeviceFinding> problem = names.problem(name);
    if (problem.isPresent()) {
      return new DeviceInspection(name, Optional.empty(), List.of(problem.get()));
    }
    Resolved resolved;
    try {
      resolved = resolve(name);
    } catch (NotADiskException e) {
      return new DeviceInspection(name, Optional.empty(), List.of(e.finding));
    }
    DeviceIdentity identity = SysIdentity.read(name, resolved.node(), resolved.disk());
    List<DeviceFinding> findings =
        new ArrayList<>(Usability.find(resolved.disk(), identity, neededBytes));
    findings.addAll(new InUse(SYS, PROC).find(resolved.disk(), identity));
    findings.addAll(contents(resolved.disk(), identity));
    return new DeviceInspection(name, Optional.of(identity), findings);
  }

  /**
   * Looks at a disk as {@link #inspect} does and lets it pass, or not.
   *
   * @param overwrite names of disks whose contents may be destroyed, see {@link
   *     DeviceInspection#refusals}
   * @throws DeviceRefusedException with every reason
   */
  public Clearance clear(Path name, long neededBytes, Set<String> overwrite)
      throws InterruptedException {
    DeviceInspection inspection = inspect(name, neededBytes);
    List<String> refusals = inspection.refusals(overwrite);
    if (!refusals.isEmpty()) {
      throw new DeviceRefusedException(name, refusals);
    }
    return new Clearance(this, inspection.identity().orElseThrow());
  }

  /** One stable name of each whole disk that has any, in the order of the kernel's names. */
  public List<Path> disks() {
    return BlockDevice.disks(SYS).stream()
        .flatMap(disk -> names.leadingTo(disk.number()).stream().limit(1))
        .toList();
  }

  /**
   * Which disk a device file leads to, by its first stable name, whatever it bears and whoever uses
   * it; empty when it is no whole disk, or udev gives it no name.
   */
  public Optional<DeviceIdentity> identify(Path node) {
    return BlockDevice.named(SYS, node)
        .filter(device -> !device.isPartition())
        .flatMap(
            device ->
                names.leadingTo(device.number()).stream()
                    .filter(name -> !StableNames.followsContent(name))
                    .findFirst()
                    .map(name -> SysIdentity.read(name, device.node(), device)));
  }

  /** What a disk bears, whoever uses it meanwhile. */
  public List<DeviceFinding> contents(DeviceIdentity identity) throws InterruptedException {
    Optional<BlockDevice> disk = BlockDevice.byNumber(SYS, identity.number());
    return disk.isPresent() ? contents(disk.get(), identity) : List.of();
  }

  /** The disk that the name leads to now, held exclusively while it is looked at. */
  DeviceIdentity identityNow(Path name) throws InterruptedException {
    Resolved resolved;
    try {
      resolved = resolve(name);
    } catch (NotADiskException e) {
      throw new DeviceRefusedException(name, List.of(e.finding.sentence()));
    }
    // as long as it is open, the kernel gives its number to no other disk
    try (ExclusiveOpen open = ExclusiveOpen.tryOpen(resolved.node()).orElse(null)) {
      if (open == null) {
        throw new DeviceRefusedException(
            name, List.of(InUse.busy(resolved.node(), true).sentence()));
      }
      BlockDevice disk =
          open.number()
              .flatMap(number -> BlockDevice.byNumber(SYS, number))
              .orElseThrow(() -> new IOException(resolved.node() + " is gone"));
      return SysIdentity.read(name, resolved.node(), disk);
    } catch (IOException e) {
      throw new DeviceRefusedException(
          name, List.of(e.getMessage() + "; dmesg says what is wrong with the disk"));
    }
  }

  private record Resolved(Path node, BlockDevice disk) {}

  /** A name that leads to no whole disk. */
  private static final class NotADiskException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient DeviceFinding finding;

    NotADiskException(String fact, String remedy) {
      super(fact);
      this.finding = new DeviceFinding(Kind.NAME, fact, remedy);
    }
  }

  private Resolved resolve(Path name) throws NotADiskException {
    Path node;
    try {
      node = name.toRealPath();
    } catch (IOException e) {
      throw new NotADiskException(
          name + " leads nowhere", "is the disk there? lsblk and ls -l " + name.getParent());
    }
    Optional<String> number = DeviceNumber.of(node);
    if (number.isEmpty()) {
      throw new NotADiskException(
          name + " leads to " + node + ", which is no block device", "name a disk");
    }
    BlockDevice device =
        BlockDevice.byNumber(SYS, number.get())
            .orElseThrow(
                () ->
                    new NotADiskException(
                        name
                            + " leads to "
                            + node
                            + ", but the kernel has no device "
                            + number.get(),
                        "is the disk there? lsblk shows what is"));
    if (device.isPartition()) {
      BlockDevice whole = device.wholeDisk();
      List<Path> wholes = names.leadingTo(whole.number());
      throw new NotADiskException(
          name + " leads to " + node + ", a partition of " + whole.node(),
          "name the whole disk"
              + (wholes.isEmpty() ? "" : " (" + StableNames.join(wholes) + ")")
              + "; partitions are not supported");
    }
    return new Resolved(node, device);
  }

  private static List<DeviceFinding> contents(BlockDevice disk, DeviceIdentity identity)
      throws InterruptedException {
    String remedy =
        "if nothing on it is needed any more, say --overwrite=" + identity.name().getFileName();
    List<DeviceFinding> findings = new ArrayList<>(Signatures.find(identity.node(), remedy));
    for (BlockDevice partition : disk.partitions()) {
      findings.add(
          new DeviceFinding(
              Kind.CONTENTS,
              identity.node()
                  + " has the partition "
                  + partition.node()
                  + " of "
                  + partition.sizeBytes()
                  + " bytes",
              remedy));
      // without its file in /dev a partition cannot be looked into; that it is there is refused
      if (DeviceNumber.of(partition.node()).equals(Optional.of(partition.number()))) {
        findings.addAll(Signatures.find(partition.node(), remedy));
      }
    }
    Contents.addUnexplained(findings, identity.node(), identity.sizeBytes(), remedy);
    return findings;
  }
}
