package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On trees in the form of sysfs-block and configfs, for what the kernel of a test may lack. */
class HoldersTest {
  @TempDir Path sys;

  private void write(String path, String text) throws Exception {
    Path file = sys.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }

  private List<String> facts() throws Exception {
    write("devices/pci/block/sdb/dev", "8:16");
    write("devices/pci/block/sdb/sdb1/dev", "8:17");
    write("devices/pci/block/sdb/sdb1/partition", "1");
    Files.createDirectories(sys.resolve("block"));
    Files.createSymbolicLink(sys.resolve("block/sdb"), Path.of("../devices/pci/block/sdb"));
    BlockDevice disk =
        BlockDevice.disks(sys).stream()
            .filter(device -> device.kernelName().equals("sdb"))
            .findFirst()
            .orElseThrow();
    List<BlockDevice> devices = new ArrayList<>(List.of(disk));
    devices.addAll(disk.partitions());
    return Holders.find(sys, devices).stream().map(DeviceFinding::fact).toList();
  }

  @Test
  void findsNothingWhereNothingHolds() throws Exception {
    assertThat(facts()).isEmpty();
  }

  @Test
  void namesTheVolumeThatHoldsAPartition() throws Exception {
    write("block/dm-0/dev", "253:0");
    write("block/dm-0/dm/name", "data-home");
    Files.createDirectories(sys.resolve("devices/pci/block/sdb/sdb1/holders/dm-0"));
    assertThat(facts()).containsExactly("/dev/sdb1 is held by dm-0 (data-home)");
  }

  @Test
  void namesTheArrayThatHoldsADisk() throws Exception {
    Files.createDirectories(sys.resolve("devices/pci/block/sdb/holders/md127"));
    assertThat(facts()).containsExactly("/dev/sdb is held by md127");
  }

  @Test
  void namesALoopDeviceWhoseFileInDevIsGone() throws Exception {
    write("block/loop3/dev", "7:3");
    write("block/loop3/loop/backing_file", "/dev/sdb (deleted)");
    assertThat(facts()).containsExactly("/dev/sdb is behind the loop device /dev/loop3");
  }

  @Test
  void namesWhatTheKernelServesToOthers() throws Exception {
    String namespace = "kernel/config/nvmet/subsystems/nqn.2026-11.test/namespaces/1";
    write(namespace + "/device_path", "/dev/sdb1");
    String store = "kernel/config/target/core/fileio_0/disk";
    write(store + "/udev_path", "/dev/sdb");
    write("kernel/config/target/core/iblock_0/other/udev_path", "/dev/sdc");
    assertThat(facts())
        .containsExactlyInAnyOrder(
            "/dev/sdb1 is exported by the kernel (" + sys.resolve(namespace) + ")",
            "/dev/sdb is exported by the kernel (" + sys.resolve(store) + ")");
  }
}
