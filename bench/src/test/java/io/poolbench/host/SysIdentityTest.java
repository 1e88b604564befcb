package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the sysfs of a guest with one disk of each kind, captured as guest-sysfs.txt says. */
class SysIdentityTest {
  private static final Path NAME = Path.of("/dev/disk/by-id/x");

  @TempDir Path sys;

  @BeforeEach
  void unpack() throws Exception {
    SysTree.unpack("guest-sysfs.txt", sys);
  }

  private BlockDevice device(String kernelName) {
    return BlockDevice.disks(sys).stream()
        .filter(disk -> disk.kernelName().equals(kernelName))
        .findFirst()
        .orElseThrow();
  }

  private DeviceIdentity identity(String kernelName) {
    BlockDevice disk = device(kernelName);
    return SysIdentity.read(NAME, disk.node(), disk);
  }

  @Test
  void readsAScsiDisk() {
    assertThat(identity("sda"))
        .isEqualTo(
            new DeviceIdentity(
                NAME,
                Path.of("/dev/sda"),
                "8:0",
                3,
                64 << 20,
                "SCSI-0001",
                "naa.5000c500a1b2c3d4",
                "QEMU QEMU HARDDISK"));
  }

  @Test
  void readsANvmeDisk() {
    assertThat(identity("nvme0n1"))
        .isEqualTo(
            new DeviceIdentity(
                NAME,
                Path.of("/dev/nvme0n1"),
                "259:0",
                1,
                48 << 20,
                "NVME-0001",
                "nvme.1b36-4e564d452d30303031-51454d55204e564d65204374726c-00000001",
                "QEMU NVMe Ctrl"));
  }

  @Test
  void readsAVirtioDiskWhichHasNoModel() {
    assertThat(identity("vda"))
        .isEqualTo(
            new DeviceIdentity(
                NAME, Path.of("/dev/vda"), "254:0", 2, 32 << 20, "VIRTIO-0001", "", ""));
  }

  @Test
  void findsAPartitionAndTheDiskItLiesOn() {
    BlockDevice partition = BlockDevice.byNumber(sys, "8:1").orElseThrow();
    assertThat(partition.kernelName()).isEqualTo("sda1");
    assertThat(partition.isPartition()).isTrue();
    assertThat(partition.sizeBytes()).isEqualTo(16 << 20);
    assertThat(partition.wholeDisk()).isEqualTo(device("sda"));
    assertThat(device("sda").partitions()).containsExactly(partition);
    assertThat(device("sda").isPartition()).isFalse();
    assertThat(BlockDevice.byNumber(sys, "8:99")).isEmpty();
  }

  @Test
  void findsTheSameDiskAtTheEndOfAnotherCable() {
    BlockDevice disk = device("sda");
    assertThat(new InUse(sys, sys).devices(disk, SysIdentity.wwn(disk)))
        .extracting(BlockDevice::kernelName)
        .isEqualTo(List.of("sda", "sda1", "sdb", "sdb1"));
    BlockDevice alone = device("vda");
    assertThat(new InUse(sys, sys).devices(alone, SysIdentity.wwn(alone))).containsExactly(alone);
  }
}
