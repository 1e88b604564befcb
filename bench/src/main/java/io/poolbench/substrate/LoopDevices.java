package io.poolbench.substrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The kernel's loop devices, as sysfs shows them. */
final class LoopDevices {
  private static final String DELETED = " (deleted)";

  private LoopDevices() {}

  /** Devices whose backing file is {@code file}, even when the file itself is gone. */
  static List<Path> behind(Path file) throws IOException {
    return of(file::equals);
  }

  /** Devices whose backing file lies below {@code folder}. */
  static List<Path> below(Path folder) throws IOException {
    return of(file -> file.startsWith(folder));
  }

  private static List<Path> of(Predicate<Path> backing) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
      for (Path device : devices.sorted().toList()) {
        String path = backingFile(device);
        if (!path.isEmpty() && backing.test(Path.of(path))) {
          found.add(Path.of("/dev", String.valueOf(device.getFileName())));
        }
      }
    }
    return found;
  }

  /** Empty when the device is none, or was detached just now, perhaps by another run. */
  private static String backingFile(Path device) {
    try {
      String path = Files.readString(device.resolve("loop/backing_file")).strip();
      return path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    } catch (IOException e) {
      return "";
    }
  }
}
