package io.poolbench.cli;

import io.poolbench.host.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A loop device with a stable name, which stands in for a disk that udev would have named. */
final class LoopDisk implements AutoCloseable {
  private static final Path BY_ID = Path.of("/dev/disk/by-id");

  private final Path folder;
  private final Path file;
  private final Path node;
  private final Path name;

  LoopDisk(String label, long sizeBytes) throws Exception {
    // beside the sandbox, in which no loop device may be left
    folder = Files.createTempDirectory(Path.of("/var/tmp"), "poolbench-disk-");
    file = folder.resolve(label + ".img");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(sizeBytes);
    }
    node =
        Path.of(
            Command.check(
                    "losetup", "--find", "--show", "--direct-io=on", "--partscan", file.toString())
                .text());
    Files.createDirectories(BY_ID);
    name = BY_ID.resolve("poolbench-test-" + ProcessHandle.current().pid() + "-" + label);
    Files.createSymbolicLink(name, Path.of("../..").resolve(node.getFileName()));
  }

  /** What a scenario calls it. */
  Path name() {
    return name;
  }

  Path node() {
    return node;
  }

  /** SHA-256 of all that is on it. */
  String digest() throws Exception {
    Command.check("sync", file.toString());
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    try (var stream = Files.newInputStream(file)) {
      byte[] piece = new byte[1 << 20];
      for (int read = stream.read(piece); read > 0; read = stream.read(piece)) {
        sha.update(piece, 0, read);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    Files.deleteIfExists(name);
    Command.check("losetup", "--detach", node.toString());
    Files.deleteIfExists(file);
    Files.deleteIfExists(folder);
  }
}
