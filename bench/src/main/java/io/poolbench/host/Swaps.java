package io.poolbench.host;

import io.poolbench.host.DeviceFinding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Devices the kernel swaps to (proc(5), /proc/swaps). */
final class Swaps {
  private Swaps() {}

  static List<DeviceFinding> find(Path proc, List<BlockDevice> devices) {
    List<DeviceFinding> findings = new ArrayList<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(proc.resolve("swaps"));
    } catch (IOException e) {
      // a kernel without swap has no such file
      return findings;
    }
    for (String line : lines) {
      String path = MountInfo.unescaped(line.split("\\s+")[0]);
      Optional<String> number =
          path.startsWith("/") ? DeviceNumber.of(Path.of(path)) : Optional.empty();
      for (BlockDevice device : devices) {
        if (number.equals(Optional.of(device.number())) || path.equals("" + device.node())) {
          findings.add(
              new DeviceFinding(
                  Kind.IN_USE,
                  device.node() + " is active swap space",
                  "take it out of use (swapoff " + device.node() + ") and out of /etc/fstab"));
        }
      }
    }
    return findings;
  }
}
