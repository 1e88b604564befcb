package io.poolbench.host;

import static io.poolbench.host.TestDisk.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that somebody uses, on real loop devices; needs root. Each is named to be overwritten,
 * which must not help.
 */
class DeviceInUseIT {
  private static final String ID = "wwn-0x5000c500a1b2c3d4";
  private static final long SIZE = 32L * MIB;

  @TempDir Path folder;
  private final Undoing undoing = new Undoing();
  private Path mountPoint;

  @BeforeEach
  void makeAMountPoint() throws Exception {
    mountPoint = Files.createDirectory(folder.resolve("a mount point")).toRealPath();
  }

  @AfterEach
  void takeEverythingDown() {
    undoing.close();
  }

  private TestDisk blank(long bytes) throws Exception {
    return undoing.add(TestDisk.blank(folder, ID, bytes));
  }

  private TestDisk ext4() throws Exception {
    TestDisk disk = blank(SIZE);
    Command.check("mkfs.ext4", "-q", "-F", disk.node.toString());
    return disk;
  }

  private void mount(Object device, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(options));
    command.addAll(List.of(device.toString(), mountPoint.toString()));
    Command.check(command.toArray(String[]::new));
    undoing.command("umount", mountPoint.toString());
  }

  /** What is left to say when the disk's contents may be overwritten. */
  private List<String> refusals(TestDisk disk) throws Exception {
    return new DeviceGuard(TestDisk.names(folder)).inspect(disk.name, MIB).refusals(Set.of(ID));
  }

  private static String held(TestDisk disk) {
    return disk.node + " is held exclusively (open with O_EXCL: device or resource busy); ";
  }

  private static String words(Process process, String name) {
    return "process " + process.pid() + " (" + name + ")";
  }

  @Test
  void refusesAMountedDisk() throws Exception {
    TestDisk disk = ext4();
    mount(disk.node);
    assertThat(refusals(disk))
        .containsExactly(
            disk.node
                + " is mounted on "
                + mountPoint
                + " (ext4); unmount it: umount "
                + mountPoint,
            held(disk) + "see who uses it");
  }

  @Test
  void refusesADiskWithAMountedPartition() throws Exception {
    TestDisk disk = blank(SIZE);
    Precious.table(disk, "label: dos\n,16M\n");
    Command.check("mkfs.ext4", "-q", "-F", disk.partition(1).toString());
    mount(disk.partition(1));
    assertThat(refusals(disk))
        .anyMatch(r -> r.startsWith(disk.partition(1) + " is mounted on " + mountPoint))
        .anyMatch(r -> r.startsWith(held(disk)));
  }

  @Test
  void refusesADiskMountedInAnotherMountNamespaceOnly() throws Exception {
    TestDisk disk = ext4();
    Process process = mountElsewhere(disk);
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain("a\\040mount");
    assertThat(refusals(disk))
        .anyMatch(
            r ->
                r.startsWith(
                    disk.node
                        + " is mounted on "
                        + mountPoint
                        + " (ext4) in the mount namespace of "
                        + words(process, "sleep")))
        .anyMatch(r -> r.startsWith(held(disk)));
  }

  @Test
  void refusesADiskMountedInANamespaceThatNoProcessLivesIn() throws Exception {
    TestDisk disk = ext4();
    Process process = mountElsewhere(disk);
    undoing.add(new FileInputStream("/proc/" + process.pid() + "/ns/mnt"));
    process.destroyForcibly().waitFor();
    assertThat(refusals(disk))
        .containsExactly(
            held(disk)
                + "whoever holds it is not to be seen from here: look for a mount in another mount"
                + " namespace, a filesystem or pool over several disks, or a running mkfs");
  }

  /** A process with a mount namespace of its own, in which the disk is mounted. */
  private Process mountElsewhere(TestDisk disk) throws Exception {
    Process process =
        undoing.process(
            new ProcessBuilder(
                    "unshare",
                    "--mount",
                    "sh",
                    "-ec",
                    "mount \"$1\" \"$2\"; echo ready; exec sleep 600 >/dev/null",
                    "sh",
                    disk.node.toString(),
                    mountPoint.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    awaitReady(process);
    waitFor(() -> Files.readString(Path.of("/proc/" + process.pid() + "/comm")).equals("sleep\n"));
    return process;
  }

  private static void awaitReady(Process process) throws IOException {
    byte[] ready = process.getInputStream().readNBytes(6);
    assertThat(new String(ready, StandardCharsets.US_ASCII)).isEqualTo("ready\n");
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void waitFor(Condition condition) throws Exception {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!holds(condition)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("waited for a minute in vain");
      }
      Thread.sleep(10);
    }
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (IOException e) {
      // not there yet
      return false;
    }
  }

  @Test
  void refusesAMountedBtrfsWhoseMountHasANumberOfItsOwn() throws Exception {
    TestDisk disk = blank(128L * MIB);
    Command.check("mkfs.btrfs", "-q", "-f", disk.node.toString());
    mount(disk.node);
    assertThat(refusals(disk))
        .anyMatch(r -> r.startsWith(disk.node + " is mounted on " + mountPoint + " (btrfs)"))
        .anyMatch(r -> r.startsWith(disk.node + " is a device of the mounted btrfs "));
  }

  @Test
  void refusesTheSecondDiskOfAMountedBtrfs() throws Exception {
    TestDisk second = blank(128L * MIB);
    TestDisk first = undoing.add(TestDisk.blank(folder, "first", 128L * MIB));
    Command.check("mkfs.btrfs", "-q", "-f", first.node.toString(), second.node.toString());
    mount(first.node, "-o", "device=" + first.node + ",device=" + second.node);
    assertThat(refusals(second))
        .hasSize(2)
        .anyMatch(r -> r.startsWith(second.node + " is a device of the mounted btrfs "))
        .anyMatch(r -> r.startsWith(held(second)));
  }

  @Test
  void refusesTheJournalOfAMountedFilesystem() throws Exception {
    TestDisk journal = blank(SIZE);
    TestDisk data = undoing.add(TestDisk.blank(folder, "data", SIZE));
    String log = journal.node.toString();
    Command.check("mke2fs", "-q", "-F", "-O", "journal_dev", "-b", "4096", log);
    Command.check(
        "mkfs.ext4", "-q", "-F", "-b", "4096", "-J", "device=" + log, data.node.toString());
    mount(data.node);
    assertThat(refusals(journal)).singleElement().asString().startsWith(held(journal));
  }

  @Test
  void refusesActiveSwap() throws Exception {
    TestDisk disk = blank(SIZE);
    Command.check("mkswap", "-q", disk.node.toString());
    Command.check("swapon", disk.node.toString());
    undoing.command("swapoff", disk.node.toString());
    assertThat(refusals(disk))
        .containsExactly(
            disk.node
                + " is active swap space; take it out of use (swapoff "
                + disk.node
                + ") and out of /etc/fstab",
            held(disk) + "see who uses it");
  }

  @Test
  void refusesADiskWithSwapOnAPartition() throws Exception {
    TestDisk disk = blank(SIZE);
    Precious.table(disk, "label: gpt\n,16M\n");
    String partition = disk.partition(1).toString();
    Command.check("mkswap", "-q", partition);
    Command.check("swapon", partition);
    undoing.command("swapoff", partition);
    assertThat(refusals(disk)).anyMatch(r -> r.startsWith(partition + " is active swap space"));
  }

  @Test
  void refusesADiskBehindALoopDevice() throws Exception {
    TestDisk disk = blank(SIZE);
    TestDisk loop = undoing.add(TestDisk.over(folder, "loop", disk.node));
    assertThat(refusals(disk))
        .containsExactly(
            disk.node
                + " is behind the loop device "
                + loop.node
                + "; detach it: losetup --detach "
                + loop.node);
  }

  @Test
  void refusesADiskThatAProcessHasOpenExclusively() throws Exception {
    TestDisk disk = blank(SIZE);
    Process process =
        undoing.process(
            new ProcessBuilder(
                    "perl",
                    "-MFcntl",
                    "-e",
                    "sysopen(my $file, shift, O_RDONLY|O_EXCL) or die $!;"
                        + " $| = 1; print qq(ready\\n); sleep 600",
                    disk.node.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    awaitReady(process);
    assertThat(refusals(disk))
        .containsExactly(
            disk.node
                + " is open in "
                + words(process, "perl")
                + "; end that process, or name another disk",
            held(disk) + "see who uses it");
  }

  @Test
  void refusesADiskThatAProcessHasOpen() throws Exception {
    TestDisk disk = blank(SIZE);
    Process process =
        undoing.process(
            new ProcessBuilder("sleep", "600").redirectInput(disk.node.toFile()).start());
    assertThat(refusals(disk))
        .singleElement()
        .asString()
        .startsWith(disk.node + " is open in process " + process.pid() + " (");
  }

  @Test
  void refusesADiskOfWhichAProcessHasAPartitionOpenByAnotherName() throws Exception {
    TestDisk disk = blank(SIZE);
    Precious.table(disk, "label: gpt\n,16M\n");
    Path alias = folder.resolve("alias");
    String number = DeviceNumber.of(disk.partition(1)).orElseThrow();
    String[] parts = number.split(":");
    Command.check("mknod", alias.toString(), "b", parts[0], parts[1]);
    Process process =
        undoing.process(new ProcessBuilder("sleep", "600").redirectInput(alias.toFile()).start());
    assertThat(refusals(disk))
        .singleElement()
        .asString()
        .startsWith(disk.partition(1) + " is open in process " + process.pid() + " (");
  }

  @Test
  void tellsOfItselfWhenItHasTheDiskOpen() throws Exception {
    TestDisk disk = blank(SIZE);
    undoing.add(new FileInputStream(disk.node.toFile()));
    assertThat(refusals(disk))
        .singleElement()
        .asString()
        .startsWith(disk.node + " is open in poolbench itself, process ");
  }

  @Test
  void waitsForWhoHasTheDiskOpenForAMomentOnly() throws Exception {
    TestDisk disk = blank(SIZE);
    undoing.process(new ProcessBuilder("sleep", "0.7").redirectInput(disk.node.toFile()).start());
    assertThat(refusals(disk)).isEmpty();
  }

  @Test
  void tellsOfUseAndOfContentsAtOnce() throws Exception {
    TestDisk disk = ext4();
    mount(disk.node);
    DeviceInspection inspection =
        new DeviceGuard(TestDisk.names(folder)).inspect(disk.name, 2 * SIZE);
    assertThat(String.join("\n", inspection.refusals(Set.of())))
        .contains("are needed", "is mounted on", "is held exclusively", "bears ext4");
  }
}
