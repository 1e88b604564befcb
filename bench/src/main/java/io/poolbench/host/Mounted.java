package io.poolbench.host;

import io.poolbench.host.DeviceFinding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where devices are mounted, in every mount namespace that some process lives in. A namespace that
 * only an open file keeps alive cannot be seen; {@link ExclusiveOpen} still notices its mounts.
 */
final class Mounted {
  private final Path sys;
  private final Path proc;
  private final Map<String, Optional<String>> numbers = new HashMap<>();

  Mounted(Path sys, Path proc) {
    this.sys = sys;
    this.proc = proc;
  }

  List<DeviceFinding> find(List<BlockDevice> devices) {
    List<DeviceFinding> findings = new ArrayList<>();
    Set<String> found = new HashSet<>();
    Set<Path> namespaces = new HashSet<>();
    // this process's own namespace first: copies of its mounts in others are not news
    List<Path> processes = new ArrayList<>(List.of(proc.resolve("self")));
    processes.addAll(Processes.all(proc));
    for (Path process : processes) {
      try {
        if (!namespaces.add(Files.readSymbolicLink(process.resolve("ns/mnt")))) {
          continue;
        }
        List<MountInfo> mounts = MountInfo.of(process);
        Set<String> here = new HashSet<>();
        for (BlockDevice device : devices) {
          for (MountInfo mount : mounts) {
            if (!found.contains(device.number()) && isOf(device, mount)) {
              here.add(device.number());
              findings.add(finding(device, mount, process));
            }
          }
        }
        found.addAll(here);
      } catch (IOException e) {
        // it ended in between; what an ordinary user may not see is said by OpenFiles
      }
    }
    findings.addAll(membersOfBtrfs(devices));
    return findings;
  }

  private boolean isOf(BlockDevice device, MountInfo mount) {
    return mount.number().equals(device.number())
        || (mount.source().startsWith("/dev/")
            && numbers
                .computeIfAbsent(mount.source(), source -> DeviceNumber.of(Path.of(source)))
                .equals(Optional.of(device.number())));
  }

  private DeviceFinding finding(BlockDevice device, MountInfo mount, Path process) {
    boolean own = process.equals(proc.resolve("self"));
    return new DeviceFinding(
        Kind.IN_USE,
        device.node()
            + " is mounted on "
            + mount.mountPoint()
            + " ("
            + mount.type()
            + ")"
            + (own ? "" : " in the mount namespace of " + Processes.words(process)),
        own
            ? "unmount it: umount " + mount.mountPoint()
            : "end that process, or unmount it there: nsenter -m -t "
                + process.getFileName()
                + " umount "
                + mount.mountPoint());
  }

  /** mountinfo names but one device of a btrfs; sysfs names all, as long as it is mounted. */
  private List<DeviceFinding> membersOfBtrfs(List<BlockDevice> devices) {
    List<DeviceFinding> findings = new ArrayList<>();
    for (Path filesystem : BlockDevice.entries(sys.resolve("fs/btrfs"))) {
      for (BlockDevice device : devices) {
        if (Files.exists(filesystem.resolve("devices").resolve(device.kernelName()))) {
          findings.add(
              new DeviceFinding(
                  Kind.IN_USE,
                  device.node() + " is a device of the mounted btrfs " + filesystem.getFileName(),
                  "unmount that filesystem (findmnt -t btrfs shows where), or name another disk"));
        }
      }
    }
    return findings;
  }
}
