package io.poolbench.host;

import io.poolbench.host.DeviceFinding.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The names of disks that follow the disk, not the order in which the kernel found it: udev's links
 * in {@code by-id} and {@code by-path}. Names by UUID or label follow what is written on the disk,
 * which a run overwrites.
 */
final class StableNames {
  private static final List<String> FOLDERS = List.of("by-id", "by-path");

  private final Path folder;
  private final Path sys;

  /**
   * @param folder where udev keeps its links, {@code /dev/disk}
   */
  StableNames(Path folder, Path sys) {
    this.folder = folder;
    this.sys = sys;
  }

  /** What is wrong with a name as a name; empty when it may be looked up. */
  Optional<DeviceFinding> problem(Path name) {
    String text = name.toString();
    if (text.chars().anyMatch(c -> Character.isISOControl(c) || Character.isWhitespace(c))) {
      String shown = text.replaceAll("\\p{Cntrl}", "?");
      return refused("the device name '" + shown + "' has a blank or a control character");
    }
    for (Path part : name) {
      if (part.toString().equals("..") || part.toString().equals(".")) {
        return refused("the device name " + name + " has '" + part + "' in it");
      }
    }
    Path parent = name.getParent();
    if (FOLDERS.stream().anyMatch(kind -> folder.resolve(kind).equals(parent))) {
      return Optional.empty();
    }
    List<Path> same =
        DeviceNumber.of(name)
            .flatMap(number -> BlockDevice.byNumber(sys, number))
            .map(device -> leadingTo(device.wholeDisk().number()))
            .orElse(List.of());
    return Optional.of(
        new DeviceFinding(
            Kind.NAME,
            name + " is no stable name: it may lead to another disk after a restart or a change",
            same.isEmpty()
                ? "name the disk by a path directly under "
                    + folder.resolve("by-id")
                    + " or "
                    + folder.resolve("by-path")
                    + " (ls -l lists them)"
                : "the stable names of that disk are " + join(same)));
  }

  private Optional<DeviceFinding> refused(String fact) {
    return Optional.of(
        new DeviceFinding(
            Kind.NAME,
            fact + ", as no stable name has",
            "copy the name from ls " + folder.resolve("by-id")));
  }

  /** Every stable name of the device with a number, by-id first. */
  List<Path> leadingTo(String number) {
    List<Path> names = new ArrayList<>();
    for (String kind : FOLDERS) {
      for (Path name : BlockDevice.entries(folder.resolve(kind))) {
        if (DeviceNumber.of(name).equals(Optional.of(number))) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** Whether a name comes and goes with what is written on the disk. */
  static boolean followsContent(Path name) {
    return String.valueOf(name.getFileName()).startsWith("lvm-pv-uuid-");
  }

  static String join(List<Path> names) {
    return names.stream().map(Path::toString).collect(Collectors.joining(", "));
  }
}
