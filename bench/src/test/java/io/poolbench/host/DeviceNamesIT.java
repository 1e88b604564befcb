package io.poolbench.host;

import static io.poolbench.host.TestDisk.MIB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that lead to real loop devices, or elsewhere; needs root. */
class DeviceNamesIT {
  private static final String ID = "ata-TEST_DISK_1";

  @TempDir Path folder;
  private final Undoing undoing = new Undoing();
  private Path byId;
  private Path byPath;
  private TestDisk disk;

  @BeforeEach
  void attach() throws Exception {
    disk = undoing.add(TestDisk.blank(folder, ID, 32L * MIB));
    byId = TestDisk.names(folder).resolve("by-id");
    byPath = Files.createDirectory(TestDisk.names(folder).resolve("by-path"));
  }

  @AfterEach
  void detach() {
    undoing.close();
  }

  private Path link(Path name, Path target) throws Exception {
    undoing.add(() -> Files.deleteIfExists(name));
    return Files.createSymbolicLink(name, target);
  }

  private String refusal(Path name) throws Exception {
    DeviceInspection inspection = new DeviceGuard(TestDisk.names(folder)).inspect(name, MIB);
    assertThat(inspection.identity()).isEmpty();
    List<String> refusals = inspection.refusals(new HashSet<>(List.of(name.toString(), ID)));
    assertThat(refusals).hasSize(1);
    return refusals.get(0);
  }

  @Test
  void listsEachDiskOnceByItsNameById() throws Exception {
    link(byPath.resolve("pci-0000:00:1f.2-ata-1"), disk.node);
    link(byId.resolve("wwn-0x1"), disk.node);

    assertThat(new DeviceGuard(TestDisk.names(folder)).disks()).containsExactly(byId.resolve(ID));
  }

  @Test
  void acceptsANameByPath() throws Exception {
    Path name = link(byPath.resolve("pci-0000:00:1f.2-ata-1"), disk.node);
    assertThat(new DeviceGuard(TestDisk.names(folder)).clear(name, MIB, Set.of()).identity())
        .extracting(DeviceIdentity::name, DeviceIdentity::node)
        .containsExactly(name, disk.node);
  }

  @Test
  void refusesTheKernelsNameAndTellsTheStableOnes() throws Exception {
    Path other = link(byPath.resolve("pci-0000:00:1f.2-ata-1"), disk.node);
    link(byId.resolve("another"), Path.of("/dev/null"));
    assertThat(refusal(disk.node))
        .isEqualTo(
            disk.node
                + " is no stable name: it may lead to another disk after a restart or a change;"
                + " the stable names of that disk are "
                + disk.name
                + ", "
                + other);
  }

  @Test
  void tellsTheDisksNamesWhereAPartitionIsNamedAsTheKernelDoes() throws Exception {
    Precious.table(disk, "label: gpt\n,16M\n");
    link(byId.resolve(ID + "-part1"), disk.partition(1));
    assertThat(refusal(disk.partition(1))).endsWith("names of that disk are " + disk.name);
  }

  @Test
  void refusesNamesThatFollowTheContents() throws Exception {
    for (String kind : List.of("by-uuid", "by-label", "by-partuuid")) {
      Path links = Files.createDirectory(TestDisk.names(folder).resolve(kind));
      Path name = link(links.resolve("data"), disk.node);
      assertThat(refusal(name))
          .startsWith(name + " is no stable name")
          .endsWith("the stable names of that disk are " + disk.name);
    }
  }

  @Test
  void refusesAFileAndSaysWhereNamesAre() throws Exception {
    assertThat(refusal(disk.file))
        .isEqualTo(
            disk.file
                + " is no stable name: it may lead to another disk after a restart or a change;"
                + " name the disk by a path directly under "
                + byId
                + " or "
                + byPath
                + " (ls -l lists them)");
  }

  @Test
  void refusesANameThatLeadsToAFile() throws Exception {
    Path name = link(byId.resolve("file"), disk.file);
    assertThat(refusal(name))
        .contains("leads to " + disk.file.toRealPath() + ", which is no block");
    Path device = link(byId.resolve("null"), Path.of("/dev/null"));
    assertThat(refusal(device)).contains("leads to /dev/null, which is no block device");
  }

  @Test
  void refusesANameThatLeadsNowhere() throws Exception {
    Path dangling = link(byId.resolve("gone"), Path.of("/dev/nonesuch"));
    assertThat(refusal(dangling)).startsWith(dangling + " leads nowhere; is the disk there?");
    assertThat(refusal(byId.resolve("never"))).contains("leads nowhere");
  }

  @Test
  void refusesNamesWithDotsBlanksAndControlCharacters() throws Exception {
    assertThat(refusal(byId.resolve("../by-id/" + ID))).contains(" has '..' in it");
    assertThat(refusal(byId.resolve("./" + ID))).contains(" has '.' in it");
    assertThat(refusal(byId.resolve("a disk"))).contains("has a blank or a control character");
    assertThat(refusal(byId.resolve("a\ndisk"))).contains("/a?disk' has a blank or a control");
    assertThat(refusal(byId.resolve("deeper").resolve(ID))).contains("is no stable name");
    assertThat(refusal(Path.of(ID))).contains("is no stable name");
  }

  @Test
  void refusesAPartitionAndNamesTheDiskItLiesOn() throws Exception {
    Precious.table(disk, "label: gpt\n,16M\n");
    Path name = link(byId.resolve(ID + "-part1"), disk.partition(1));
    assertThat(refusal(name))
        .isEqualTo(
            name
                + " leads to "
                + disk.partition(1)
                + ", a partition of "
                + disk.node
                + "; name the whole disk ("
                + disk.name
                + "); partitions are not supported");
  }

  @Test
  void noticesANameThatLeadsToAnotherDiskSinceItWasCleared() throws Exception {
    Clearance clearance = clear();
    TestDisk other = undoing.add(TestDisk.blank(folder, "other", 48L * MIB));
    Files.delete(disk.name);
    Files.createSymbolicLink(disk.name, other.node);
    assertThatThrownBy(clearance::verify)
        .isInstanceOf(DeviceRefusedException.class)
        .hasMessageContaining(disk.name + " is another disk now: number was ")
        .hasMessageContaining("size in bytes was 33554432, is 50331648")
        .hasMessageContaining("when looked at it was " + disk.node + " (number 7:")
        .hasMessageContaining("now it is " + other.node + " (number 7:");
  }

  @Test
  void noticesAnotherDiskBehindTheSameDeviceFile() throws Exception {
    Clearance clearance = clear();
    Path file = TestDisk.sparse(folder.resolve("other.img"), 32L * MIB);
    Command.check("losetup", "--detach", disk.node.toString());
    Command.check("losetup", disk.node.toString(), file.toString());
    undoing.command("losetup", "--detach", disk.node.toString());
    assertThatThrownBy(clearance::verify)
        .isInstanceOf(DeviceRefusedException.class)
        .hasMessageContaining(disk.name + " is another disk now: diskseq was ")
        .hasMessageContaining("model was loop device over ")
        .hasMessageContaining("when looked at it was " + disk.node)
        .hasMessageContaining("now it is " + disk.node);
  }

  @Test
  void noticesTheSameFileAttachedAgainBehindTheSameDeviceFile() throws Exception {
    Clearance clearance = clear();
    Command.check("losetup", "--detach", disk.node.toString());
    Command.check("losetup", disk.node.toString(), disk.file.toString());
    assertThatThrownBy(clearance::verify).hasMessageContaining("another disk now: diskseq was ");
  }

  @Test
  void noticesADiskThatIsGoneSinceItWasCleared() throws Exception {
    Clearance clearance = clear();
    Files.delete(disk.name);
    assertThatThrownBy(clearance::verify)
        .isInstanceOf(DeviceRefusedException.class)
        .hasMessageContaining(disk.name + " leads nowhere");
  }

  @Test
  void noticesADiskThatIsInUseSinceItWasCleared() throws Exception {
    Clearance clearance = clear();
    clearance.verify();
    Command.check("mkswap", "-q", disk.node.toString());
    Command.check("swapon", disk.node.toString());
    undoing.command("swapoff", disk.node.toString());
    assertThatThrownBy(clearance::verify)
        .isInstanceOf(DeviceRefusedException.class)
        .hasMessageContaining(disk.node + " is held exclusively");
  }

  private Clearance clear() throws Exception {
    return new DeviceGuard(TestDisk.names(folder)).clear(disk.name, MIB, Set.of());
  }
}
