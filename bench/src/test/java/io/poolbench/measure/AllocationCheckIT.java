package io.poolbench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.result.Allocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real images; needs qemu-img and a filesystem that tells holes (SEEK_DATA). */
class AllocationCheckIT {
  private static final long SIZE = 16L << 20;
  private static final String PASSPHRASE = "correct-horse";
  private static final String SECRET = "secret,id=s,file=/dev/stdin";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir Path folder;

  private Path image(String format, String options) throws Exception {
    Path file = folder.resolve("image." + format);
    Command.check(
        "qemu-img", "create", "-q", "-f", format, "-o", options, file.toString(), "" + SIZE);
    return file;
  }

  private static void write(String format, Path file, String range) throws Exception {
    Command.check("qemu-io", "-f", format, "-c", "write -P 0x5a " + range, file.toString());
    Command.check("sync", file.toString());
  }

  private static Allocation check(String format, Path file) throws Exception {
    return AllocationCheck.ofImage(file.toString(), format, SIZE).allocation();
  }

  private Path raw(String... command) throws Exception {
    Path file = folder.resolve("image.raw");
    List<String> words = new ArrayList<>(List.of(command));
    words.add(file.toString());
    Command.check(words.toArray(String[]::new));
    return file;
  }

  private Path sparse() throws Exception {
    return raw("truncate", "--size=" + SIZE);
  }

  @Test
  void seesNothingButHolesInASparseFile() throws Exception {
    Allocation found = check("raw", sparse());
    assertThat(found.holeBytes()).isEqualTo(SIZE);
    assertThat(found.virtualBytes()).isEqualTo(SIZE);
    assertThat(found.allocatedBytes()).isZero();
  }

  @Test
  void seesAllocatedButUnwrittenExtentsAsHoles() throws Exception {
    Allocation found = check("raw", raw("fallocate", "--length=" + SIZE));
    assertThat(found.allocatedBytes()).isGreaterThanOrEqualTo(SIZE);
    assertThat(found.holeBytes()).isEqualTo(SIZE);
  }

  @Test
  void seesNoHoleInAFileThatWasWritten() throws Exception {
    Path file = sparse();
    write("raw", file, "0 16M");
    Allocation found = check("raw", file);
    assertThat(found.holeBytes()).isZero();
    assertThat(found.allocatedBytes()).isGreaterThanOrEqualTo(SIZE);
    assertThat(found.method()).isEqualTo("qemu-img map, stat");
  }

  @Test
  void countsTheBytesOfAHole() throws Exception {
    Path file = sparse();
    write("raw", file, "0 8M");
    write("raw", file, "12M 4M");
    assertThat(check("raw", file).holeBytes()).isEqualTo(4L << 20);
  }

  @Test
  void seesTheHolesOfAQcow2Image() throws Exception {
    Path file = image("qcow2", "cluster_size=64k");
    assertThat(check("qcow2", file).holeBytes()).isEqualTo(SIZE);
    write("qcow2", file, "0 12M");
    assertThat(check("qcow2", file).holeBytes()).isEqualTo(4L << 20);
    write("qcow2", file, "12M 4M");
    assertThat(check("qcow2", file).holeBytes()).isZero();
  }

  @Test
  void isNotFooledByPreallocatedMetadata() throws Exception {
    Path file = image("qcow2", "preallocation=metadata");
    assertThat(check("qcow2", file).holeBytes()).isEqualTo(SIZE);
    write("qcow2", file, "0 16M");
    assertThat(check("qcow2", file).holeBytes()).isZero();
  }

  /**
   * A made-up passphrase; the images of runs have others.
   *
   * @param options of qemu-img create, with that of the secret
   */
  private Path encrypted(String format, String options) throws Exception {
    Path file = folder.resolve("image." + format);
    List<String> words =
        List.of(
            "qemu-img",
            "create",
            "-q",
            "--object",
            SECRET,
            "-f",
            format,
            "-o",
            options,
            file.toString(),
            "" + SIZE);
    for (int attempt = 1; ; attempt++) {
      try {
        Command.check(LIMIT, words, PASSPHRASE);
        break;
      } catch (CommandException e) {
        // QEMU times its key derivation, and by chance the kernel counts it none; runs repeat it,
        // too
        if (attempt == 5 || !String.valueOf(e.getMessage()).contains("accurate CPU usage")) {
          throw e;
        }
        Files.deleteIfExists(file);
      }
    }
    return file;
  }

  private static void writeEncrypted(String driver, Path file, String range) throws Exception {
    List<String> words =
        List.of(
            "qemu-io",
            "--object",
            SECRET,
            "--image-opts",
            driver + ",file.driver=file,file.filename=" + file,
            "-c",
            "write -P 0x5a " + range);
    Command.check(LIMIT, words, PASSPHRASE);
    Command.check("sync", file.toString());
  }

  private static Allocation checkEncrypted(String format, Path file) throws Exception {
    return AllocationCheck.ofEncrypted(file.toString(), format, PASSPHRASE, SIZE).allocation();
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "falloc"})
  void seesTheHolesOfARawImageInLuks(String preallocation) throws Exception {
    Path file = encrypted("luks", "preallocation=" + preallocation + ",key-secret=s");
    assertThat(checkEncrypted("raw", file).holeBytes()).isEqualTo(SIZE);
    writeEncrypted("driver=luks,key-secret=s", file, "0 12M");
    assertThat(checkEncrypted("raw", file).holeBytes()).isEqualTo(4L << 20);
    writeEncrypted("driver=luks,key-secret=s", file, "12M 4M");
    assertThat(checkEncrypted("raw", file).holeBytes()).isZero();
  }

  @Test
  void seesTheHolesOfAnEncryptedQcow2Image() throws Exception {
    Path file = encrypted("qcow2", "encrypt.format=luks,encrypt.key-secret=s");
    assertThat(checkEncrypted("qcow2", file).holeBytes()).isEqualTo(SIZE);
    writeEncrypted("driver=qcow2,encrypt.key-secret=s", file, "0 12M");
    assertThat(checkEncrypted("qcow2", file).holeBytes()).isEqualTo(4L << 20);
    writeEncrypted("driver=qcow2,encrypt.key-secret=s", file, "12M 4M");
    assertThat(checkEncrypted("qcow2", file).holeBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"metadata", "falloc"})
  void isNotFooledByPreallocatedClustersOfAnEncryptedImage(String preallocation) throws Exception {
    Path file =
        encrypted(
            "qcow2",
            "preallocation=" + preallocation + ",encrypt.format=luks,encrypt.key-secret=s");
    // header and tables are data of the file, too: this much less than all of it is seen
    assertThat(checkEncrypted("qcow2", file).holeBytes()).isBetween(SIZE - (3L << 20), SIZE);
    writeEncrypted("driver=qcow2,encrypt.key-secret=s", file, "0 16M");
    assertThat(checkEncrypted("qcow2", file).holeBytes()).isZero();
  }

  @Test
  void takesADeviceAsItIs() throws Exception {
    assertThat(AllocationCheck.ofDevice(SIZE).allocation())
        .isEqualTo(new Allocation(SIZE, SIZE, 0, "block device"));
  }

  @Test
  void quotesQemuImgOnAnImageOfAnotherFormat() throws Exception {
    Path file = Files.writeString(folder.resolve("text"), "no image");
    assertThatThrownBy(() -> check("qcow2", file))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("qemu-img map");
  }
}
