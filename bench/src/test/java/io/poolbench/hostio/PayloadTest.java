package io.poolbench.hostio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class PayloadTest {
  private static byte[] bytes(Payload payload) {
    ByteBuffer block = payload.block();
    byte[] copy = new byte[block.remaining()];
    block.get(copy);
    return copy;
  }

  @Test
  void isAlignedForDirectIo() {
    for (int blockBytes : new int[] {512, 4096, 1 << 20}) {
      ByteBuffer block = new Payload(blockBytes, 1).block();
      assertThat(block.remaining()).isEqualTo(blockBytes);
      assertThat(block.alignmentOffset(0, 4096)).isZero();
    }
  }

  @Test
  void noSectorIsWrittenTwice() {
    Payload payload = new Payload(4096, 1);
    Set<ByteBuffer> sectors = new HashSet<>();
    for (int write = 0; write < 1000; write++) {
      payload.stir(4096L * (write % 10));
      byte[] block = bytes(payload);
      for (int at = 0; at < block.length; at += 512) {
        assertThat(sectors.add(ByteBuffer.wrap(block, at, 512).slice())).isTrue();
      }
    }
  }

  @Test
  void doesNotCompress() {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes(new Payload(1 << 16, 1)));
    deflater.finish();

    assertThat(deflater.deflate(new byte[1 << 17])).isGreaterThanOrEqualTo(1 << 16);
  }
}
