package io.poolbench.hostio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * An aligned buffer of one block that neither compresses nor repeats: random once, then something
 * else in each sector before each write, as fio's {@code scramble_buffers} has it.
 */
final class Payload {
  /** Enough for O_DIRECT on every device. */
  private static final int ALIGNMENT = 4096;

  private static final int SECTOR = 512;

  private final ByteBuffer block;
  private long written;

  Payload(int blockBytes, long seed) {
    int aligned = (blockBytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer raw = ByteBuffer.allocateDirect(aligned + ALIGNMENT);
    block = raw.alignedSlice(ALIGNMENT).limit(blockBytes).slice().order(ByteOrder.nativeOrder());
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i + Long.BYTES <= blockBytes; i += Long.BYTES) {
      block.putLong(i, random.nextLong());
    }
  }

  /** The whole block, to read into or to write. */
  ByteBuffer block() {
    return block.clear();
  }

  /** Makes the block one that was never written. */
  void stir(long offset) {
    long mark = (++written * 0x9E3779B97F4A7C15L) ^ offset;
    for (int at = 0; at + Long.BYTES <= block.capacity(); at += SECTOR) {
      block.putLong(at, block.getLong(at) + mark);
    }
  }
}
