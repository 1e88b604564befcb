package io.poolbench.substrate;

import io.poolbench.host.NodeIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The devices that a volume group was made on, each with what tells it from every other one, as the
 * run's journal has them. The first one's details bear no prefix, as in journals that knew one
 * alone.
 */
record GroupDevices(List<Made> devices) {
  private static final String DEVICE = "device";

  /**
   * One of them.
   *
   * @param node where it was
   */
  record Made(Path node, NodeIdentity identity) {}

  GroupDevices {
    devices = List.copyOf(devices);
  }

  /**
   * Reads what is behind device files now.
   *
   * @throws IOException when the kernel has not got one
   */
  static GroupDevices of(List<Path> nodes) throws IOException {
    List<Made> devices = new ArrayList<>();
    for (Path node : nodes) {
      devices.add(new Made(node, NodeIdentity.of(node)));
    }
    return new GroupDevices(devices);
  }

  /** All of it by name, for the journal; {@link #of(Map)} reads it back. */
  Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    for (int i = 0; i < devices.size(); i++) {
      String prefix = prefix(i);
      Made made = devices.get(i);
      made.identity().details().forEach((key, value) -> details.put(prefix + key, value));
      details.put(prefix + DEVICE, made.node().toString());
    }
    return details;
  }

  /**
   * Reads what {@link #details} gave; other keys are passed over.
   *
   * @throws IllegalArgumentException when one is missing or no number
   */
  static GroupDevices of(Map<String, String> details) {
    List<Made> devices = new ArrayList<>();
    do {
      String prefix = prefix(devices.size());
      Map<String, String> own = new LinkedHashMap<>();
      details.forEach(
          (key, value) -> {
            if (key.startsWith(prefix)) {
              own.put(key.substring(prefix.length()), value);
            }
          });
      devices.add(new Made(Path.of(own.getOrDefault(DEVICE, "")), NodeIdentity.of(own)));
    } while (details.containsKey(prefix(devices.size()) + DEVICE));
    return new GroupDevices(devices);
  }

  private static String prefix(int number) {
    return number == 0 ? "" : (number + 1) + " ";
  }

  List<Path> nodes() {
    return devices.stream().map(Made::node).toList();
  }

  /**
   * How a device differs from all of them, in words; empty when it is one of them.
   *
   * @throws IOException when the kernel has not got it
   */
  List<String> differencesOf(Path node) throws IOException {
    NodeIdentity found = NodeIdentity.of(node);
    List<String> nearest = List.of();
    for (Made made : devices) {
      List<String> differences = found.differencesFrom(made.identity());
      if (differences.isEmpty()) {
        return differences;
      }
      if (nearest.isEmpty() || differences.size() < nearest.size()) {
        nearest = differences;
      }
    }
    return nearest;
  }
}
