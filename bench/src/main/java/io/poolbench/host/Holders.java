package io.poolbench.host;

import io.poolbench.host.DeviceFinding.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the kernel itself has built on devices: LVM, md, bcache, loop devices, exports. */
final class Holders {
  private static final String DELETED = " (deleted)";
  private static final int CONFIGFS_DEPTH = 6;

  private Holders() {}

  static List<DeviceFinding> find(Path sys, List<BlockDevice> devices) {
    List<DeviceFinding> findings = new ArrayList<>();
    List<BlockDevice> disks = BlockDevice.disks(sys);
    for (BlockDevice device : devices) {
      for (String holder : device.holders()) {
        findings.add(
            new DeviceFinding(
                Kind.IN_USE,
                device.node() + " is held by " + words(holder, disks),
                "take " + holder + " down first (lsblk " + device.node() + " shows what it is)"));
      }
    }
    for (BlockDevice loop : disks) {
      String file = loop.text("loop/backing_file");
      for (BlockDevice device : devices) {
        if (!file.isEmpty() && leadsTo(file, device)) {
          findings.add(
              new DeviceFinding(
                  Kind.IN_USE,
                  device.node() + " is behind the loop device " + loop.node(),
                  "detach it: losetup --detach " + loop.node()));
        }
      }
    }
    findings.addAll(exported(sys, devices));
    return findings;
  }

  private static String words(String holder, List<BlockDevice> disks) {
    return disks.stream()
        .filter(disk -> disk.kernelName().equals(holder) && !disk.text("dm/name").isEmpty())
        .map(disk -> holder + " (" + disk.text("dm/name") + ")")
        .findFirst()
        .orElse(holder);
  }

  private static boolean leadsTo(String path, BlockDevice device) {
    String file =
        path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    return file.equals(device.node().toString())
        || (file.startsWith("/")
            && DeviceNumber.of(Path.of(file)).equals(Optional.of(device.number())));
  }

  /**
   * Disks that the kernel serves to other machines. Not all of these open them exclusively (nvmet
   * does not, nor LIO's fileio), and none appears among the processes.
   */
  private static List<DeviceFinding> exported(Path sys, List<BlockDevice> devices) {
    List<DeviceFinding> findings = new ArrayList<>();
    Path config = sys.resolve("kernel/config");
    PathMatcher names =
        FileSystems.getDefault()
            .getPathMatcher(
                "glob:"
                    + config
                    + "/{nvmet/subsystems/*/namespaces/*/device_path,"
                    + "target/core/*/*/udev_path}");
    try (Stream<Path> files = Files.walk(config, CONFIGFS_DEPTH)) {
      for (Path file : files.filter(names::matches).toList()) {
        String path = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        for (BlockDevice device : devices) {
          if (leadsTo(path, device)) {
            findings.add(
                new DeviceFinding(
                    Kind.IN_USE,
                    device.node() + " is exported by the kernel (" + file.getParent() + ")",
                    "take it out of the exports (targetcli or nvmetcli)"));
          }
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // no configfs, or an export went away in between: then nothing here is exported
      return findings;
    }
    return findings;
  }
}
