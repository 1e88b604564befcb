package io.poolbench.substrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Volumes of a volume group that device-mapper has, as sysfs shows them. */
final class MappedVolumes {
  private MappedVolumes() {}

  /** What their names begin with: a hyphen of the group's name is doubled (lvm(8), node names). */
  static String prefix(String group) {
    return group.replace("-", "--") + "-";
  }

  /** Their names, also where the group's own metadata cannot be read any more. */
  static List<String> of(String group) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
      for (Path device : devices.sorted().toList()) {
        String name = read(device.resolve("dm/name"));
        if (belongs(name, group) && read(device.resolve("dm/uuid")).startsWith("LVM-")) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** Whether a mapped name is a volume of the group, and not of one whose name begins alike. */
  static boolean belongs(String mapped, String group) {
    String prefix = prefix(group);
    // a single hyphen ends the group's name; two are one of its own
    return mapped.startsWith(prefix)
        && mapped.length() > prefix.length()
        && mapped.charAt(prefix.length()) != '-';
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
