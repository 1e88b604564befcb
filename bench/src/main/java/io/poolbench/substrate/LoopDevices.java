package io.poolbench.substrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The kernel's loop devices, as sysfs shows them. */
final class LoopDevices {
  private static final String DELETED = " (deleted)";

  private LoopDevices() {}

  /** Devices whose backing file is {@code file}, even when the file itself is gone. */
  static List<Path> behind(Path file) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
      for (Path device : devices.sorted().toList()) {
        Path backing = device.resolve("loop/backing_file");
        if (Files.exists(backing)) {
          String path = Files.readString(backing).strip();
          if (path.endsWith(DELETED)) {
            path = path.substring(0, path.length() - DELETED.length());
          }
          if (path.equals(file.toString())) {
            found.add(Path.of("/dev", String.valueOf(device.getFileName())));
          }
        }
      }
    }
    return found;
  }
}
