package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** Takes signatures, partition tables and discardable content off a block device. */
final class BlankDevice {
  private static final int EDGE_BYTES = 1 << 20;
  private static final Duration LONGEST_DISCARD = Duration.ofMinutes(10);

  private BlankDevice() {}

  /** Removes every signature and partition. */
  static void wipe(Path device) throws InterruptedException {
    Command.check("wipefs", "--all", "--quiet", "--force", device.toString());
    // wipefs asks the kernel to forget the partitions; they are gone when it returns, or not at all
    if (hasPartitions(device)) {
      forgetPartitions(device);
    }
  }

  private static void forgetPartitions(Path device) throws InterruptedException {
    try {
      Command.check("partx", "--delete", device.toString());
    } catch (CommandException e) {
      // udev has the table read again once it was written, which may forget them first
      if (hasPartitions(device)) {
        throw e;
      }
    }
  }

  /**
   * Writes zeros to the first and last MiB, where every kind of content begins or ends that bears
   * no signature: a device left so is known as empty by the next run.
   */
  static void zeroEdges(Path device) throws IOException {
    try (FileChannel channel = FileChannel.open(device, StandardOpenOption.WRITE)) {
      long size = channel.size();
      zero(channel, 0, size);
      zero(channel, Math.max(0, size - EDGE_BYTES), size);
      channel.force(true);
    }
  }

  private static void zero(FileChannel channel, long from, long size) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(EDGE_BYTES, size - from));
    while (zeros.hasRemaining()) {
      channel.write(zeros, from + zeros.position());
    }
  }

  /** Whether the device can be told that its content is no longer needed (sysfs, queue limits). */
  static boolean canDiscard(Path disk) throws IOException {
    Path limit = Path.of("/sys/class/block", name(disk), "queue/discard_max_bytes");
    return Files.exists(limit) && !Files.readString(limit).strip().equals("0");
  }

  /** Discards all of a device or partition; blkdiscard(8) refuses one that is in use. */
  static void discard(Path device) throws InterruptedException {
    Command.check(LONGEST_DISCARD, List.of("blkdiscard", device.toString()));
  }

  private static boolean hasPartitions(Path device) {
    String name = name(device);
    try (var entries = Files.list(Path.of("/sys/class/block", name))) {
      return entries.anyMatch(e -> Files.exists(e.resolve("partition")));
    } catch (IOException e) {
      return false;
    }
  }

  static String name(Path device) {
    return String.valueOf(device.getFileName());
  }
}
