package io.poolbench.host;

import io.poolbench.host.DeviceFinding.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether a disk without a known signature is empty as far as its first and last MiB tell. Raw
 * databases and plain dm-crypt have no signature at all.
 */
final class Blankness {
  private static final int LENGTH = 1 << 20;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Blankness() {}

  /**
   * Looks at both ends.
   *
   * @param remedy what to do about contents
   */
  static Optional<DeviceFinding> find(Path node, long sizeBytes, String remedy)
      throws InterruptedException {
    try {
      // both are read whatever the first has, to know that they can be
      Optional<Long> head = firstByteOtherThanZero(node, 0, Math.min(LENGTH, sizeBytes));
      long from = Math.max(0, sizeBytes - LENGTH);
      Optional<Long> tail = firstByteOtherThanZero(node, from, sizeBytes - from);
      return head.or(() -> tail)
          .map(
              offset ->
                  new DeviceFinding(
                      Kind.DATA,
                      node
                          + " bears data of a kind that poolbench does not know (byte "
                          + offset
                          + " of "
                          + sizeBytes
                          + " is not zero)",
                      remedy));
    } catch (IOException e) {
      return Optional.of(
          new DeviceFinding(
              Kind.UNREADABLE,
              "what " + node + " bears is not known: " + e.getMessage(),
              "run as root; dmesg says what is wrong with the disk"));
    }
  }

  private static Optional<Long> firstByteOtherThanZero(Path node, long from, long length)
      throws IOException, InterruptedException {
    String what = "reading " + length + " bytes at " + from + " of " + node;
    byte[] bytes = new byte[(int) length];
    return BoundedCall.within(
        LIMIT,
        what,
        () -> {
          try (RandomAccessFile file = new RandomAccessFile(node.toFile(), "r")) {
            file.seek(from);
            file.readFully(bytes);
          } catch (IOException e) {
            throw new IOException(what + " failed: " + e.getMessage(), e);
          }
          for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != 0) {
              return Optional.of(from + i);
            }
          }
          return Optional.empty();
        });
  }
}
