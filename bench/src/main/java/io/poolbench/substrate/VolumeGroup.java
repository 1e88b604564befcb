package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A volume group (LVM) that a run has made on its devices. Closing removes it from them. */
public final class VolumeGroup implements AutoCloseable {
  /** Device-mapper's names end at 127 bytes; LVM's own ending of them takes up to 14. */
  private static final int LONGEST_MAPPED_NAME = 113;

  private static final Path DEVICES_FILE = Path.of("/etc/lvm/devices/system.devices");
  private static final Duration LOOK = Duration.ofSeconds(60);

  private final String name;
  private final List<Path> devices;
  private final Lease lease;

  private VolumeGroup(String name, List<Path> devices, Lease lease) {
    this.name = name;
    this.devices = List.copyOf(devices);
    this.lease = lease;
  }

  /**
   * Has a volume group made; it is a lease of {@code journal}, which also holds what making it
   * began and did not end.
   *
   * @param devices what it is to lie on, whole
   * @param make makes it
   * @throws CommandException when there is one of that name, or LVM would not take a device;
   *     nothing was made then
   */
  public static VolumeGroup create(
      Journal journal, String name, List<Path> devices, Callable<?> make) throws Exception {
    if (MappedVolumes.prefix(name).length() > LONGEST_MAPPED_NAME) {
      throw new CommandException(
          "the volume group's name "
              + name
              + " is too long for device-mapper, which doubles each hyphen; give the run a shorter"
              + " name with --name");
    }
    if (!Files.exists(Path.of("/sys/module/dm_mod"))) {
      Command.check("modprobe", "dm-mod");
    }
    refuseDevicesFile();
    if (!PhysicalVolumes.of(name).isEmpty() || !MappedVolumes.of(name).isEmpty()) {
      throw new CommandException(
          "there is a volume group "
              + name
              + " already, which is left as it is; see it with: vgs "
              + name);
    }
    for (Path device : devices) {
      refuseRejected(device);
    }
    Map<String, String> details = new LinkedHashMap<>(GroupDevices.of(devices).details());
    details.put(VolumeGroupUndoer.SINCE, Instant.now().toString());
    Lease lease = journal.acquire(new Creation(VolumeGroupUndoer.KIND, name, details), make);
    return new VolumeGroup(name, devices, lease);
  }

  /** With a devices file LVM sees listed devices only, and would list ours by itself. */
  private static void refuseDevicesFile() throws InterruptedException {
    // a machine without lvm.conf has LVM's defaults, which only the second form tells
    for (String config : List.of("full", "default")) {
      Command.Result asked =
          Command.run(
              LOOK, List.of("lvmconfig", "--typeconfig", config, "devices/use_devicesfile"));
      if (asked.exitCode() == 0) {
        if (asked.text().equals("use_devicesfile=1")) {
          throw new CommandException(
              "LVM on this machine takes only devices that are listed in "
                  + DEVICES_FILE
                  + " (devices/use_devicesfile=1), and poolbench does not change that list; set"
                  + " use_devicesfile=0 in /etc/lvm/lvm.conf, or run in a lab");
        }
        return;
      }
    }
  }

  /** A filter of the machine may keep LVM from devices, most often from loop devices. */
  private static void refuseRejected(Path device) throws InterruptedException {
    Command.Result tried =
        Command.run(LOOK, List.of("pvcreate", "--test", "--yes", device.toString()));
    if (tried.exitCode() != 0) {
      throw new CommandException(
          "LVM would not take "
              + device
              + " ("
              + tried.errors().strip().replaceAll("\\s+", " ")
              + "); see filter and global_filter in /etc/lvm/lvm.conf, or run in a lab");
    }
  }

  /**
   * What LVM made of a volume, by name of the fact.
   *
   * @param volume its device file
   */
  public Map<String, String> facts(Path volume) throws InterruptedException, IOException {
    LogicalVolumes all = LogicalVolumes.of(name, devices);
    LogicalVolumes.Volume disk = find(all, volume);
    return LogicalVolumeFacts.of(all, disk, DeviceFacts.startBytes(devices.get(0)));
  }

  /**
   * How full snapshot, thin pool and cache are, by name of the fact.
   *
   * @param when said in the names, such as {@code before the workloads}
   * @throws CommandException when one of them ran full: what the guest wrote since went elsewhere
   */
  public Map<String, String> fill(Path volume, String when) throws InterruptedException {
    LogicalVolumes all = LogicalVolumes.of(name, devices);
    return LogicalVolumeFacts.fill(all, find(all, volume), when);
  }

  private LogicalVolumes.Volume find(LogicalVolumes all, Path volume) {
    return all.named(String.valueOf(volume.getFileName()))
        .orElseThrow(() -> new CommandException("lvs lists no " + volume));
  }

  @Override
  public void close() {
    lease.close();
  }
}
