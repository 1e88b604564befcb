package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrewrittenTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path folder;

  private byte[] written(int mebibytes) throws Exception {
    Path file = folder.resolve("file-" + mebibytes);
    Prewritten.write(file, (long) mebibytes * MEBIBYTE);
    return Files.readAllBytes(file);
  }

  @Test
  void writesEveryByteOfASizeThatIsNoMultipleOfItsChunk() throws Exception {
    byte[] bytes = written(5);
    assertThat(bytes).hasSize(5 * MEBIBYTE);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      deflater.write(bytes);
    }
    assertThat(packed.size()).isGreaterThan(bytes.length);
  }

  @Test
  void neverWritesOverAFileThatIsThere() throws Exception {
    Path file = Files.writeString(folder.resolve("precious"), "mine");
    assertThatThrownBy(() -> Prewritten.write(file, MEBIBYTE))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasContent("mine");
  }

  @Test
  void worksWhereThereIsNoDirectIo() throws Exception {
    Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "poolbench-prewritten");
    Path file = memory.resolve("file");
    try {
      Prewritten.write(file, MEBIBYTE);
      assertThat(file).hasSize(MEBIBYTE);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(memory);
    }
  }
}
