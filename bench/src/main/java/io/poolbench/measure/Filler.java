package io.poolbench.measure;

import io.poolbench.guest.GuestChannel;
import io.poolbench.guest.GuestChannel.Exit;
import io.poolbench.result.DiskCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the whole disk from inside the guest, so that every backend is preconditioned on the same
 * path and no read is served from something never written.
 */
public final class Filler {
  private static final long SLOWEST_BYTES_PER_SECOND = 1L << 20;

  private Filler() {}

  /** Fills the disk once, in order, with data that does not compress. */
  public static void fill(GuestChannel guest, GuestDisk disk, long sizeBytes)
      throws InterruptedException {
    fill(guest, disk, sizeBytes, Fill.ONCE);
  }

  /**
   * Fills the disk, bypassing the guest's page cache, flushes, and drops the guest's caches.
   *
   * @param sizeBytes the disk's size
   * @return what the guest's disk did
   * @throws MeasureException when fio fails
   */
  public static DiskCounters fill(GuestChannel guest, GuestDisk disk, long sizeBytes, Fill fill)
      throws InterruptedException {
    List<String> passes = new ArrayList<>();
    for (int pass = 0; pass < fill.passes(); pass++) {
      Optional<Fill.Scatter> scatter = pass == 0 ? fill.scatter() : Optional.empty();
      passes.add(
          ("fio --name=fill --filename=%s %s --size=%d --direct=1 --ioengine=libaio --iodepth=4"
                  + " --refill_buffers=1%s --end_fsync=1 --output-format=terse >/run/fill.out")
              .formatted(
                  disk.device(),
                  scatter.map(Filler::randomOrder).orElse("--rw=write --bs=1m"),
                  sizeBytes,
                  fill.compressiblePercent() == 0
                      ? ""
                      : " --buffer_compress_percentage=" + fill.compressiblePercent()));
    }
    // the caches are dropped by the same shell, which saves a round trip of the agent
    String script =
        "%1$s && %2$s && %1$s && sync && echo 3 >/proc/sys/vm/drop_caches"
            .formatted(disk.counters(), String.join(" && ", passes));
    long pid = guest.start("/bin/sh", List.of("-c", script));
    Duration limit =
        Duration.ofSeconds(120 + fill.passes() * (sizeBytes / SLOWEST_BYTES_PER_SECOND));
    Exit exit = guest.await(pid, limit, 50);
    String[] lines = exit.output().strip().split("\n");
    if (exit.code() != 0 || lines.length != 2) {
      throw new MeasureException(
          "the fill failed (fio exit " + exit.code() + "): " + exit.errors() + exit.output());
    }
    return DiskCounters.parse(lines[1]).since(DiskCounters.parse(lines[0]));
  }

  /** fio keeps a map of what it wrote, so that each block is written once (HOWTO, norandommap). */
  private static String randomOrder(Fill.Scatter scatter) {
    return "--rw=randwrite --bs=%d --randseed=%d"
        .formatted(
            scatter.blockBytes(), 1 + Math.floorMod(scatter.seed(), (long) Integer.MAX_VALUE));
  }
}
