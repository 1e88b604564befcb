package io.poolbench.measure;

import io.poolbench.guest.GuestChannel;
import io.poolbench.guest.GuestChannel.Exit;
import java.time.Duration;
import java.util.List;

/**
 * Writes the whole disk from inside the guest, so that every backend is preconditioned on the same
 * path and no read is served from something never written.
 */
public final class Filler {
  private static final long SLOWEST_BYTES_PER_SECOND = 1L << 20;

  private Filler() {}

  /**
   * Fills the disk once: sequentially, with data that does not compress, bypassing the guest's page
   * cache, flushes, and drops the guest's caches.
   *
   * @param sizeBytes the disk's size
   * @throws MeasureException when fio fails
   */
  public static void fill(GuestChannel guest, GuestDisk disk, long sizeBytes)
      throws InterruptedException {
    // the caches are dropped by the same shell, which saves a round trip of the agent
    String script =
        ("fio --name=fill --filename=%s --rw=write --bs=1m --size=%d --direct=1 --ioengine=libaio"
                + " --iodepth=4 --refill_buffers=1 --end_fsync=1 --output-format=terse"
                + " && sync && echo 3 >/proc/sys/vm/drop_caches")
            .formatted(disk.device(), sizeBytes);
    long pid = guest.start("/bin/sh", List.of("-c", script));
    Duration limit = Duration.ofSeconds(120 + sizeBytes / SLOWEST_BYTES_PER_SECOND);
    Exit exit = guest.await(pid, limit, 50);
    if (exit.code() != 0) {
      throw new MeasureException(
          "the fill failed (fio exit " + exit.code() + "): " + exit.errors() + exit.output());
    }
  }
}
