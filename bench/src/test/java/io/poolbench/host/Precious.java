package io.poolbench.host;

import static io.poolbench.host.TestDisk.MIB;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A kind of content that must not be destroyed.
 *
 * @param kind in words, the test's name
 * @param bears what the guard must say of it, each in one of its findings
 */
record Precious(String kind, long mebibytes, Maker maker, List<String> bears) {
  /** Puts the content on a blank disk. */
  interface Maker {
    void on(TestDisk disk) throws Exception;
  }

  @Override
  public String toString() {
    return kind;
  }

  static List<Precious> all() {
    return List.of(
        made("an ext4 filesystem", 32, "bears ext4 (filesystem", "mkfs.ext4", "-q", "-F"),
        made(
            "an ext2 filesystem", 32, "bears ext2 (filesystem", "mke2fs", "-q", "-F", "-t", "ext2"),
        made("an xfs filesystem", 300, "bears xfs (filesystem", "mkfs.xfs", "-q", "-f"),
        made("a btrfs filesystem", 128, "bears btrfs (filesystem", "mkfs.btrfs", "-q", "-f"),
        made("a FAT filesystem", 32, "bears vfat (filesystem", "mkfs.vfat", "-I"),
        made("an NTFS filesystem", 32, "bears ntfs (filesystem", "mkntfs", "-q", "-F", "-Q"),
        of("an ISO image", 32, Precious::iso, "bears iso9660 (filesystem"),
        of("a squashfs image", 32, Precious::squashfs, "bears squashfs (filesystem"),
        of("an ext4 journal of its own", 32, Precious::journal, "bears jbd"),
        made("swap space not in use", 32, "bears swap", "mkswap", "-q"),
        of("an empty GPT", 32, disk -> table(disk, "label: gpt\n"), "bears gpt (partition-table"),
        of(
            "a GPT with partitions",
            32,
            disk -> table(disk, "label: gpt\n,8M\n,8M\n"),
            "bears gpt",
            "has the partition ",
            "p2 of 8388608 bytes"),
        of("a GPT of which only the copy at the end is left", 32, Precious::halfGpt, "bears gpt"),
        of(
            "an MBR with a partition",
            32,
            disk -> table(disk, "label: dos\n,8M\n"),
            "bears dos (partition-table",
            "has the partition "),
        of(
            "a filesystem within a partition",
            32,
            Precious::nested,
            "bears gpt",
            "p1 bears ext4 (filesystem, label treasure"),
        of("a physical volume of LVM", 32, Precious::lvm, "bears LVM2_member (raid"),
        of("a LUKS1 container", 32, disk -> luks(disk, "luks1"), "bears crypto_LUKS (crypto"),
        of("a LUKS2 container", 32, disk -> luks(disk, "luks2"), "bears crypto_LUKS (crypto"),
        of("a member of an md array (1.2)", 32, Superblocks::md12, "bears linux_raid_member"),
        of("a member of an md array (1.0)", 32, Superblocks::md10, "bears linux_raid_member"),
        of("a member of an md array (0.90)", 32, Superblocks::md090, "bears linux_raid_member"),
        of("a member of an Intel RAID", 32, Superblocks::intelRaid, "bears isw_raid_member"),
        made("a backing device of bcache", 32, "bears bcache", "make-bcache", "-B"),
        of("a vdev of a ZFS pool", 96, Superblocks::zfs, "bears zfs_member"),
        of("a Ceph OSD", 32, Superblocks::bluestore, "bears ceph_bluestore"),
        of("a backing device of DRBD", 32, Superblocks::drbd, "bears drbd"),
        of("a BitLocker volume", 32, Superblocks::bitlocker, "bears BitLocker"),
        of(
            "data without a signature at the start",
            32,
            disk -> disk.writeNoise(0, 8 * MIB),
            "bears data of a kind that poolbench does not know (byte 0 of"),
        of(
            "data without a signature at the end",
            32,
            disk -> disk.write(disk.bytes() - 1, new byte[] {1}),
            "bears data of a kind that poolbench does not know (byte 33554431 of"));
  }

  private static Precious of(String kind, long mebibytes, Maker maker, String... bears) {
    return new Precious(kind, mebibytes, maker, List.of(bears));
  }

  /** Made by a program that takes the device as its last argument. */
  private static Precious made(String kind, long mebibytes, String bears, String... command) {
    Maker maker =
        disk -> {
          List<String> all = new ArrayList<>(List.of(command));
          all.add(disk.node.toString());
          Command.check(all.toArray(String[]::new));
        };
    return of(kind, mebibytes, maker, bears);
  }

  private static void sh(String script, Object... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-ec", script, "sh"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Command.check(command.toArray(String[]::new));
  }

  static void table(TestDisk disk, String script) throws Exception {
    sh("printf %s \"$2\" | sfdisk --quiet --wipe never \"$1\"", disk.node, script);
    // a kernel need not know every kind of table by itself
    Command.run(Duration.ofMinutes(1), List.of("partx", "--update", disk.node.toString()));
  }

  private static void halfGpt(TestDisk disk) throws Exception {
    table(disk, "label: gpt\n,8M\n");
    Command.check("partx", "--delete", disk.node.toString());
    disk.write(0, new byte[34 * 512]);
  }

  private static void nested(TestDisk disk) throws Exception {
    table(disk, "label: gpt\n,16M\n");
    Command.check("mkfs.ext4", "-q", "-F", "-L", "treasure", disk.partition(1).toString());
  }

  private static void iso(TestDisk disk) throws Exception {
    Path image = content(disk).resolveSibling("image.iso");
    Command.check("genisoimage", "-quiet", "-o", image.toString(), content(disk).toString());
    disk.write(0, Files.readAllBytes(image));
  }

  private static void squashfs(TestDisk disk) throws Exception {
    Path image = content(disk).resolveSibling("image.squashfs");
    Command.check(
        "mksquashfs", content(disk).toString(), image.toString(), "-quiet", "-no-progress");
    disk.write(0, Files.readAllBytes(image));
  }

  private static Path content(TestDisk disk) throws Exception {
    Path folder = Files.createDirectories(disk.file.resolveSibling("content"));
    Files.writeString(folder.resolve("letter.txt"), "dear reader");
    return folder;
  }

  private static void journal(TestDisk disk) throws Exception {
    Command.check("mke2fs", "-q", "-F", "-O", "journal_dev", "-b", "4096", disk.node.toString());
  }

  /** LVM without device-mapper: it is only to write its label. */
  private static void lvm(TestDisk disk) throws Exception {
    Command.check("pvcreate", "--quiet", "--yes", "--nolocking", disk.node.toString());
  }

  private static void luks(TestDisk disk, String type) throws Exception {
    sh(
        "printf secret | cryptsetup luksFormat --batch-mode --type \"$2\" --pbkdf pbkdf2"
            + " --pbkdf-force-iterations 1000 --key-file - \"$1\"",
        disk.node,
        type);
  }
}
