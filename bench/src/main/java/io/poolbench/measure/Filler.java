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
   * cache, and flushes.
   *
   * @param sizeBytes the disk's size
   * @throws MeasureException when fio fails
   */
  public static void fill(GuestChannel guest, long sizeBytes) throws InterruptedException {
    long pid =
        guest.start(
            "/bin/fio",
            List.of(
                "--name=fill",
                "--filename=" + GuestDisk.DEVICE,
                "--rw=write",
                "--bs=1m",
                "--size=" + sizeBytes,
                "--direct=1",
                "--ioengine=libaio",
                "--iodepth=4",
                "--refill_buffers=1",
                "--end_fsync=1",
                "--output-format=terse"));
    Duration limit = Duration.ofSeconds(120 + sizeBytes / SLOWEST_BYTES_PER_SECOND);
    Exit exit = guest.await(pid, limit, 50);
    if (exit.code() != 0) {
      throw new MeasureException(
          "the fill failed (fio exit " + exit.code() + "): " + exit.errors() + exit.output());
    }
  }
}
