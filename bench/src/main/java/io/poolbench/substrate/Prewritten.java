package io.poolbench.substrate;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * A file every byte of which was written with data that does not compress, so that no read of it is
 * served from an unwritten extent.
 */
final class Prewritten {
  private static final int CHUNK_BYTES = 4 << 20;
  private static final int ALIGNMENT_BYTES = 4096;
  private static final long SEED = 0x706f6f6c62656e63L;

  private Prewritten() {}

  /** Writes a new file of {@code sizeBytes} (a multiple of 1 MiB). */
  static void write(Path file, long sizeBytes) throws IOException {
    Files.createFile(file);
    ByteBuffer chunk =
        ByteBuffer.allocateDirect(CHUNK_BYTES + ALIGNMENT_BYTES)
            .alignedSlice(ALIGNMENT_BYTES)
            .order(ByteOrder.nativeOrder());
    SplittableRandom random = new SplittableRandom(SEED);
    try (FileChannel channel = open(file)) {
      for (long at = 0; at < sizeBytes; at += CHUNK_BYTES) {
        int length = (int) Math.min(CHUNK_BYTES, sizeBytes - at);
        chunk.clear();
        for (int i = 0; i < length; i += Long.BYTES) {
          chunk.putLong(i, random.nextLong());
        }
        chunk.limit(length);
        while (chunk.hasRemaining()) {
          channel.write(chunk);
        }
      }
      channel.force(true);
    }
  }

  /** Filesystems without direct I/O refuse to open a file so. */
  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
    } catch (UnsupportedOperationException | IOException e) {
      return FileChannel.open(file, StandardOpenOption.WRITE);
    }
  }
}
