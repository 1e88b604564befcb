package io.poolbench.substrate;

import io.poolbench.backend.Lvm;
import io.poolbench.host.Command;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Removes a volume group with all its volumes, and LVM's label from its devices; the creation's id
 * is its name. Only a group that lies on devices that the run had noted and on no other: one of the
 * same name elsewhere is somebody's.
 */
public final class VolumeGroupUndoer implements Undoer {
  static final String KIND = "volume group";
  static final String SINCE = "since";

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** Where LVM keeps copies of metadata, unless told otherwise (lvm.conf(5), {@code backup}). */
  private static final List<Path> COPIES =
      List.of(Path.of("/etc/lvm/archive"), Path.of("/etc/lvm/backup"));

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws IOException, InterruptedException {
    String name = creation.id();
    GroupDevices made = GroupDevices.of(creation.details());
    List<String> devices = PhysicalVolumes.of(name);
    for (String device : devices) {
      refuseOther(name, device, made);
    }
    if (devices.isEmpty()) {
      List<String> mapped = MappedVolumes.of(name);
      if (!mapped.isEmpty()) {
        throw new IOException(
            "its devices are gone and its volumes are still mapped ("
                + String.join(", ", mapped)
                + "): attach them and repeat, or end what uses them and: dmsetup remove "
                + String.join(" ", mapped));
      }
    } else {
      List<Path> nodes = devices.stream().map(Path::of).toList();
      run(Lvm.words(nodes, "vgremove", "--yes", "--force", "--force", name));
    }
    // killed between a device and the group, a run leaves devices that belong to no group
    for (GroupDevices.Made device : made.devices()) {
      removeLabel(device.node(), made);
    }
    for (String device : devices) {
      removeLabel(Path.of(device), made);
    }
    removeCopies(name, creation.details().getOrDefault(SINCE, ""));
  }

  private static void refuseOther(String name, String device, GroupDevices made)
      throws IOException {
    if (!device.startsWith("/")) {
      throw new IOException(
          "a device of it is missing (pvs: " + device + "): attach it and repeat");
    }
    List<String> differences = made.differencesOf(Path.of(device));
    if (!differences.isEmpty()) {
      throw new IOException(
          "the volume group of that name lies on "
              + device
              + ", which is not the run's device ("
              + String.join("; ", differences)
              + "), so it is left as it is; when it is the run's: vgremove "
              + name);
    }
  }

  private static void removeLabel(Path device, GroupDevices made)
      throws InterruptedException, IOException {
    if (PhysicalVolumes.isOrphan(device) && made.differencesOf(device).isEmpty()) {
      List<Path> alone = List.of(device);
      run(Lvm.words(alone, "pvremove", "--yes", "--force", "--force", device.toString()));
    }
  }

  private static void run(List<String> words) throws InterruptedException {
    Command.check(LONGEST, words);
  }

  /** Those that libvirt's own calls of LVM had it keep; older ones may be another group's. */
  private static void removeCopies(String name, String since) throws IOException {
    Instant begun = since.isEmpty() ? Instant.MAX : Instant.parse(since);
    Pattern copy = Pattern.compile(Pattern.quote(name) + "(_[0-9]{5,}-[0-9]+\\.vg)?");
    for (Path folder : COPIES) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          // file times are rounded down to the clock's last tick
          if (copy.matcher(String.valueOf(file.getFileName())).matches()
              && !Files.getLastModifiedTime(file).toInstant().isBefore(begun.minusSeconds(1))) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }
}
