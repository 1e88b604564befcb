package io.poolbench.host;

import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** A loop device over a sparse file, with a stable name in a folder of the test's own. */
final class TestDisk implements AutoCloseable {
  static final int MIB = 1 << 20;

  final Path file;
  final Path name;
  final Path node;

  private TestDisk(Path file, Path name, Path node) {
    this.file = file;
    this.name = name;
    this.node = node;
  }

  /** Where the stable names of a test are, as {@code /dev/disk} is for a machine. */
  static Path names(Path folder) {
    return folder.resolve("disk");
  }

  /** A new disk of zeros. */
  static TestDisk blank(Path folder, String id, long bytes) throws Exception {
    return over(folder, id, sparse(folder.resolve(id + ".img"), bytes));
  }

  static Path sparse(Path file, long bytes) throws Exception {
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(bytes);
    }
    return file;
  }

  /**
   * A disk with a file's content.
   *
   * @param options more options for losetup
   */
  static TestDisk over(Path folder, String id, Path file, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("losetup", "--find", "--show", "--partscan"));
    command.addAll(List.of(options));
    command.add(file.toString());
    Path node = Path.of(Command.check(command.toArray(String[]::new)).text());
    Path name = names(folder).resolve("by-id").resolve(id);
    Files.createDirectories(names(folder).resolve("by-id"));
    Files.createSymbolicLink(name, node);
    return new TestDisk(file, name, node);
  }

  String id() {
    return name.getFileName().toString();
  }

  Path partition(int number) {
    return Path.of(node + "p" + number);
  }

  /** Writes at a byte of the device. */
  void write(long at, byte[] bytes) throws Exception {
    try (RandomAccessFile device = new RandomAccessFile(node.toFile(), "rw")) {
      device.seek(at);
      device.write(bytes);
      device.getFD().sync();
    }
  }

  /** Fills a range with noise. */
  void writeNoise(long at, long length) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    byte[] chunk = new byte[MIB];
    for (long done = 0; done < length; done += MIB) {
      random.nextBytes(chunk);
      write(at + done, chunk);
    }
  }

  long bytes() throws Exception {
    return Files.size(file);
  }

  /** Tells whether a byte of the device changed. */
  String digest() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream stream = new DigestInputStream(Files.newInputStream(node), digest)) {
      byte[] chunk = new byte[MIB];
      while (stream.read(chunk) >= 0) {
        // the digest is all that is wanted
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Detaches the device and takes its name away; waits for whoever still lets go of it. */
  @Override
  public void close() throws Exception {
    Files.deleteIfExists(name);
    detach();
  }

  void detach() throws Exception {
    Path backing = Path.of("/sys/block", node.getFileName().toString(), "loop/backing_file");
    long deadline = System.nanoTime() + 20_000_000_000L;
    // another test may have got the same device since: only while it is over this file
    while (Files.exists(backing) && Files.readString(backing).startsWith(file.toString())) {
      Command.run(java.time.Duration.ofSeconds(10), List.of("losetup", "--detach", "" + node));
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(node + " is still in use");
      }
      Thread.sleep(50);
    }
  }
}
