package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Equal partitions of a device, the first one at 1 MiB. */
final class Slices {
  private static final long SECTOR_BYTES = 512;
  private static final long FIRST_BYTES = 1L << 20;
  private static final int LONGEST_MILLIS = 10_000;

  private Slices() {}

  /**
   * Writes a GPT with {@code count} partitions of {@code sizeBytes} each, a multiple of 1 MiB.
   *
   * @return their nodes, in order
   */
  static List<Path> make(Path disk, int count, long sizeBytes)
      throws InterruptedException, IOException {
    StringBuilder table = new StringBuilder("label: gpt\nunit: sectors\nsector-size: ");
    long sector = sectorBytes(disk);
    table.append(sector).append('\n');
    for (int i = 0; i < count; i++) {
      table.append(
          "start=%d, size=%d, name=poolbench-%d%n"
              .formatted((FIRST_BYTES + i * sizeBytes) / sector, sizeBytes / sector, i + 1));
    }
    Path script = Files.createTempFile("poolbench-slices", ".sfdisk");
    try {
      Files.writeString(script, table);
      Command.check(
          "sh",
          "-c",
          "exec sfdisk --quiet --wipe always --wipe-partitions always \"$1\" <\"$2\"",
          "sh",
          disk.toString(),
          script.toString());
    } finally {
      Files.delete(script);
    }
    // a kernel without a parser for GPT knows of the partitions only by being told
    Command.check("partx", "--update", disk.toString());
    List<Path> nodes = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      nodes.add(await(node(disk, i), sizeBytes));
    }
    return nodes;
  }

  private static long sectorBytes(Path disk) throws IOException {
    return Long.parseLong(
        Files.readString(
                Path.of("/sys/class/block", BlankDevice.name(disk), "queue", "logical_block_size"))
            .strip());
  }

  private static Path node(Path disk, int number) {
    String name = disk.toString();
    boolean endsInDigit = Character.isDigit(name.charAt(name.length() - 1));
    return Path.of(name + (endsInDigit ? "p" : "") + number);
  }

  /** The kernel makes the node shortly after the table was read again. */
  private static Path await(Path node, long sizeBytes) throws InterruptedException, IOException {
    Path size = Path.of("/sys/class/block", BlankDevice.name(node), "size");
    for (int waited = 0; !(Files.exists(node) && Files.exists(size)); waited += 10) {
      if (waited > LONGEST_MILLIS) {
        throw new CommandException(node + " did not appear after its disk was partitioned");
      }
      Thread.sleep(10);
    }
    long seen = Long.parseLong(Files.readString(size).strip()) * SECTOR_BYTES;
    if (seen != sizeBytes) {
      throw new CommandException(
          node + " has " + seen + " bytes after partitioning, not " + sizeBytes);
    }
    return node;
  }
}
