package io.poolbench.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The parts of on-disk formats by which libblkid knows them, for formats whose tools need a kernel
 * with device-mapper, md or ZFS. Sources: util-linux, libblkid/src/superblocks/*.c, and what is
 * named at each.
 */
final class Superblocks {
  private static final int MD_MAGIC = 0xa92b4efc;
  private static final int MD_RESERVED = 64 << 10;
  private static final int SECTOR = 512;

  private Superblocks() {}

  /**
   * A member of an md array, superblock version 0.90: at the last 64 KiB boundary that leaves 64
   * KiB (Linux, include/uapi/linux/raid/md_p.h).
   */
  static void md090(TestDisk disk) throws Exception {
    ByteBuffer block = little(4096);
    block.putInt(MD_MAGIC).putInt(0).putInt(90).putInt(3).putInt(0);
    block.putInt(0x01020304).putInt(1_700_000_000).putInt(1).putInt(1024).putInt(2).putInt(2);
    disk.write((disk.bytes() & -MD_RESERVED) - MD_RESERVED, block.array());
  }

  /** Version 1.0, 8 KiB before the end (md_p.h, struct mdp_superblock_1). */
  static void md10(TestDisk disk) throws Exception {
    md1(disk, (disk.bytes() & -4096L) - 8192);
  }

  /** Version 1.2, 4 KiB from the start. */
  static void md12(TestDisk disk) throws Exception {
    md1(disk, 4096);
  }

  private static void md1(TestDisk disk, long at) throws Exception {
    ByteBuffer block = little(4096);
    block.putInt(MD_MAGIC).putInt(1);
    // set_uuid and set_name, then super_offset in sectors
    block.position(16).put(text("0123456789abcdef")).put(text("host:0"));
    block.putLong(144, at / SECTOR);
    disk.write(at, block.array());
  }

  /**
   * A vdev of a ZFS pool: uberblocks of 1 KiB from 128 KiB on in each of four labels, two at each
   * end (OpenZFS, include/sys/vdev_impl.h, uberblock_impl.h).
   */
  static void zfs(TestDisk disk) throws Exception {
    long label = 256 << 10;
    for (long at : new long[] {0, label, disk.bytes() - 2 * label, disk.bytes() - label}) {
      ByteBuffer ring = little(128 << 10);
      for (int i = 0; i < 8; i++) {
        ring.putLong(i * 1024, 0x00bab10cL).putLong(i * 1024 + 8, 5000).putLong(i * 1024 + 16, i);
      }
      disk.write(at + (128 << 10), ring.array());
    }
  }

  /** A Ceph OSD (Ceph, src/os/bluestore/BlueStore.cc, bdev label). */
  static void bluestore(TestDisk disk) throws Exception {
    disk.write(0, text("bluestore block device\n00000000-0000-0000-0000-000000000000\n"));
  }

  /** A backing device of DRBD 8.4, internal metadata in the last 4 KiB (user/shared/drbdmeta.c). */
  static void drbd(TestDisk disk) throws Exception {
    ByteBuffer block = ByteBuffer.allocate(4096);
    block.putLong(0, disk.bytes() / SECTOR).putLong(40, 0x1234567890abcdefL);
    block.putInt(60, 0x83740267 + 4).putInt(64, 8);
    disk.write(disk.bytes() - 4096, block.array());
  }

  /** A member of an Intel firmware RAID, the anchor in the last but one sector (mdadm, imsm). */
  static void intelRaid(TestDisk disk) throws Exception {
    disk.write(disk.bytes() - 2 * SECTOR, text("Intel Raid ISM Cfg Sig. 1.3.00"));
  }

  /** A volume of Windows BitLocker (libbde, BitLocker Drive Encryption format). */
  static void bitlocker(TestDisk disk) throws Exception {
    byte[] head = new byte[SECTOR];
    head[0] = (byte) 0xeb;
    head[1] = 0x52;
    head[2] = (byte) 0x90;
    System.arraycopy(text("-FVE-FS-"), 0, head, 3, 8);
    disk.write(0, head);
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
