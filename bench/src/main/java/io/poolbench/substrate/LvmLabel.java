package io.poolbench.substrate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The label by which LVM knows a physical volume (pvcreate(8); LVM2, lib/label/label.h). */
final class LvmLabel {
  /** In any of the first four sectors. */
  private static final int SECTORS = 4;

  private static final int SECTOR_BYTES = 512;
  private static final String ID = "LABELONE";
  private static final String TYPE = "LVM2 001";
  private static final int TYPE_AT = 24;

  private LvmLabel() {}

  /** Whether a device bears it. */
  static boolean isOn(Path device) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(SECTORS * SECTOR_BYTES);
    try (FileChannel channel = FileChannel.open(device, StandardOpenOption.READ)) {
      while (start.hasRemaining() && channel.read(start) >= 0) {
        // a read may give less than was asked for
      }
    }
    for (int at = 0; at < start.position() - TYPE_AT - TYPE.length(); at += SECTOR_BYTES) {
      if (text(start, at, ID) && text(start, at + TYPE_AT, TYPE)) {
        return true;
      }
    }
    return false;
  }

  private static boolean text(ByteBuffer bytes, int at, String expected) {
    return new String(bytes.array(), at, expected.length(), StandardCharsets.US_ASCII)
        .equals(expected);
  }
}
