package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a folder in the form of sysfs-block. */
class UsabilityTest {
  @TempDir Path sys;
  private Path folder;

  @BeforeEach
  void makeADisk() throws Exception {
    folder = Files.createDirectories(sys.resolve("block/sdb"));
    Files.createDirectory(folder.resolve("queue"));
    write("dev", "8:16");
    write("size", "2048");
    write("ro", "0");
    write("alignment_offset", "0");
    write("queue/zoned", "none");
  }

  private void write(String attribute, String value) throws Exception {
    Files.writeString(folder.resolve(attribute), value + "\n");
  }

  private List<String> facts(long neededBytes) {
    BlockDevice disk = BlockDevice.disks(sys).get(0);
    DeviceIdentity identity = SysIdentity.read(Path.of("/dev/disk/by-id/x"), disk.node(), disk);
    return Usability.find(disk, identity, neededBytes).stream()
        .peek(finding -> assertThat(finding.kind().mayBeOverridden()).isFalse())
        .map(DeviceFinding::fact)
        .toList();
  }

  @Test
  void acceptsADiskOfExactlyTheSizeNeeded() {
    assertThat(facts(1 << 20)).isEmpty();
  }

  @Test
  void findsEverythingThatMakesADiskUseless() throws Exception {
    write("ro", "1");
    write("alignment_offset", "-1");
    write("queue/zoned", "host-managed");
    assertThat(facts((1 << 20) + 1))
        .containsExactly(
            "/dev/sdb is read-only",
            "/dev/sdb has 1048576 bytes, and 1048577 are needed",
            "/dev/sdb is not aligned to its physical blocks (alignment_offset -1)",
            "/dev/sdb is zoned (host-managed), so that it takes no random writes");
  }

  @Test
  void acceptsZonesThatTakeRandomWrites() throws Exception {
    write("queue/zoned", "host-aware");
    assertThat(facts(0)).isEmpty();
  }
}
