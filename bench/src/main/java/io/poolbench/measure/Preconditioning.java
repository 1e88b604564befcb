package io.poolbench.measure;

import io.poolbench.guest.GuestChannel;
import io.poolbench.guest.GuestChannel.Exit;
import io.poolbench.host.HostCounters;
import io.poolbench.result.DiskCounters;
import io.poolbench.workload.FioWorkload;
import io.poolbench.workload.Precondition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings the storage into the state that a workload would bring it into (SNIA SSS PTS, workload
 * dependent preconditioning), and records what was written against what was asked for.
 */
public final class Preconditioning {
  private static final Duration SLACK = Duration.ofMinutes(3);
  private static final long POLL_MILLIS = 200;

  private Preconditioning() {}

  /**
   * Writes in the workload's pattern over the whole disk, until as many bytes are written as the
   * rounds have, or their time is over.
   *
   * @param effective gets what was asked for and written, by name
   * @throws MeasureException when fio fails
   */
  public static void run(
      Map<String, String> effective,
      GuestChannel guest,
      GuestDisk disk,
      FioWorkload workload,
      Precondition asked,
      long sizeBytes,
      long seed)
      throws InterruptedException {
    long bytes = asked.rounds() * sizeBytes;
    String job =
        workload
            .jobs()
            .preconditioning(disk.device(), sizeBytes, bytes, seed, asked.bound())
            .render();
    String script =
        "%1$s && fio --output=/run/precondition.out - && %1$s".formatted(disk.counters());
    long pid = guest.start("/bin/sh", List.of("-c", script), job.getBytes(StandardCharsets.UTF_8));
    Exit exit = guest.await(pid, asked.bound().plus(SLACK), POLL_MILLIS);
    String[] lines = exit.output().strip().split("\n");
    if (exit.code() != 0 || lines.length != 2) {
      throw new MeasureException(
          "workload %s: its preconditioning failed (fio exit %d): %s"
              .formatted(workload.name(), exit.code(), exit.errors().strip()));
    }
    record(
        effective,
        "preconditioning of " + workload.name(),
        bytes,
        DiskCounters.parse(lines[1]).since(DiskCounters.parse(lines[0])),
        null,
        null);
  }

  /**
   * Records what was written, by name.
   *
   * @param what it is about
   * @param before the host's counters before, when they are of the substrate's device
   */
  public static void record(
      Map<String, String> effective,
      String what,
      long askedBytes,
      DiskCounters written,
      @Nullable HostCounters before,
      @Nullable HostCounters after) {
    effective.put(what + ": bytes asked", String.valueOf(askedBytes));
    effective.put(what + ": bytes written", String.valueOf(written.writeBytes()));
    if (before != null && after != null && before.device() != null && after.device() != null) {
      effective.put(
          what + ": bytes at the device",
          String.valueOf(after.device().since(before.device()).writeBytes()));
    }
  }
}
