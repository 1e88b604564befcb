package io.poolbench.host;

import java.nio.file.Path;
import java.util.Arrays;

/** Reads a disk's identity from sysfs, which each kind of disk spells in its own way. */
final class SysIdentity {
  /** SCSI Primary Commands, unit serial number page 80h: four bytes, then the number in ASCII. */
  private static final int PAGE_HEADER_BYTES = 4;

  private SysIdentity() {}

  static DeviceIdentity read(Path name, Path node, BlockDevice disk) {
    return new DeviceIdentity(
        name,
        node,
        disk.number(),
        disk.number("diskseq"),
        disk.sizeBytes(),
        serial(disk),
        wwn(disk),
        model(disk));
  }

  /** The world wide name, empty where the disk has none. */
  static String wwn(BlockDevice disk) {
    // nvme has wwid at the disk itself, SCSI and ATA at the device below it
    return first(disk.text("wwid"), disk.text("device/wwid"), disk.text("dm/uuid"));
  }

  private static String serial(BlockDevice disk) {
    return first(
        // virtio; nvme and mmc; SCSI and ATA
        disk.text("serial"), disk.text("device/serial"), scsiSerial(disk));
  }

  private static String scsiSerial(BlockDevice disk) {
    byte[] page = disk.bytes("device/vpd_pg80").orElse(new byte[0]);
    return page.length <= PAGE_HEADER_BYTES
        ? ""
        : BlockDevice.text(Arrays.copyOfRange(page, PAGE_HEADER_BYTES, page.length));
  }

  private static String model(BlockDevice disk) {
    String model = first(disk.text("device/model"), disk.text("device/name"));
    if (!model.isEmpty()) {
      // a virtio disk has a vendor too, which is a number, but no model
      return (disk.text("device/vendor") + " " + model).strip();
    }
    String file = disk.text("loop/backing_file");
    return file.isEmpty() ? disk.text("dm/name") : "loop device over " + file;
  }

  private static String first(String... texts) {
    return Arrays.stream(texts).filter(text -> !text.isEmpty()).findFirst().orElse("");
  }
}
