package io.poolbench.vantage;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.Vantage;
import io.poolbench.result.VantageResult;
import io.poolbench.workload.PlainJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * QEMU's block layer with the volume's format, cache and io mode, and no guest. It does a number of
 * I/Os and says how long that took: the number that takes the window is found in the ramp.
 */
final class QemuVantage {
  private static final Duration SHORTEST_RAMP = Duration.ofSeconds(1);
  private static final Duration SLACK = Duration.ofMinutes(3);

  /** Opening the image is in the time that it says; a shorter one would count that. */
  private static final double SHORTEST_SECONDS = 0.2;

  private static final int MOST_GROWTH = 20;
  private static final long MOST_COUNT = Integer.MAX_VALUE;

  private final String workload;
  private final PlainJob job;
  private final FreeVolume volume;

  QemuVantage(String workload, PlainJob job, FreeVolume volume) {
    this.workload = workload;
    this.job = job;
    this.volume = volume;
  }

  /** One run of it. */
  private record Run(long count, double seconds, String output) {
    double perSecond() {
      return count / seconds;
    }
  }

  Vantages.Measured measure() throws IOException, InterruptedException {
    if (volume.disk().sizeBytes() % job.blockBytes() != 0) {
      throw new VantageException(
          "workload "
              + workload
              + " through QEMU: its blocks do not divide the disk, and the last would lie beyond"
              + " its end");
    }
    Run ramp = ramp();
    Evidence evidence = new Evidence(volume.below());
    Instant started = Instant.now();
    Run run = run(count(ramp.perSecond() * seconds(job.window())));
    Instant ended = Instant.now();
    String rawFile = workload + ".qemu.txt";
    VantageResult result =
        new VantageResult(
            Vantage.QEMU,
            workload,
            "qemu-img bench",
            rawFile,
            null,
            started,
            ended,
            Map.of(job.writes() ? IoKind.WRITE : IoKind.READ, figures(run)),
            evidence.until(effective(), null));
    return new Vantages.Measured(
        result, Map.of(rawFile, run.output().getBytes(StandardCharsets.UTF_8)));
  }

  /** Runs it until the ramp is over and its rate is known. */
  private Run ramp() throws InterruptedException {
    Duration ramp = job.ramp().compareTo(SHORTEST_RAMP) > 0 ? job.ramp() : SHORTEST_RAMP;
    double left = seconds(ramp);
    Run last = run(count(10));
    left -= last.seconds();
    while (left > 0 || last.seconds() < SHORTEST_SECONDS) {
      double wanted = Math.max(left, SHORTEST_SECONDS * 2);
      double most = (double) last.count() * MOST_GROWTH;
      double next = last.seconds() > 0 ? Math.min(most, last.perSecond() * wanted) : most;
      long count = count(Math.max(next, 1));
      if (count >= MOST_COUNT) {
        break;
      }
      last = run(count);
      left -= last.seconds();
    }
    return last;
  }

  private long count(double wanted) {
    return Math.max(job.depth(), Math.min(MOST_COUNT, Math.round(wanted)));
  }

  private Run run(long count) throws InterruptedException {
    List<String> command = QemuBench.command(job, volume, count);
    Command.Result result;
    try {
      result = Command.check(job.ramp().plus(job.window().multipliedBy(3)).plus(SLACK), command);
    } catch (CommandException e) {
      throw new VantageException("workload " + workload + " through QEMU: " + e.getMessage(), e);
    }
    double seconds =
        QemuBench.seconds(result.output())
            .orElseThrow(
                () ->
                    new VantageException(
                        "workload "
                            + workload
                            + " through QEMU: qemu-img bench did not say how long it took: "
                            + result.output().strip()));
    return new Run(count, seconds, String.join(" ", command) + "\n" + result.output());
  }

  /** Depth over rate is the mean latency, as the queue is always full (Little). */
  private IoMeasurement figures(Run run) {
    if (!(run.seconds() > 0)) {
      throw new VantageException(
          "workload " + workload + " through QEMU: " + run.count() + " I/Os took no time");
    }
    double meanNanos = 1e9 * job.depth() / run.perSecond();
    return new IoMeasurement(
        run.count(),
        run.count() * job.blockBytes(),
        Math.round(run.seconds() * 1000),
        run.perSecond(),
        run.perSecond() * job.blockBytes(),
        meanNanos,
        0,
        meanNanos,
        0,
        0);
  }

  private Map<String, String> effective() {
    Map<String, String> effective = new TreeMap<>();
    effective.put("target", volume.path().toString());
    effective.put("format", volume.source().format().word());
    effective.put("cache", volume.disk().cache().word());
    effective.put("aio", volume.disk().io().word());
    effective.put("block bytes", String.valueOf(job.blockBytes()));
    effective.put("depth", String.valueOf(job.depth()));
    effective.put(
        "pattern",
        job.random()
            ? "stride of " + QemuBench.step(job, volume.disk().sizeBytes()) + " bytes"
            : "sequential");
    if (job.writes()) {
      effective.put("data", String.format("bytes of 0x%x", QemuBench.DATA));
      effective.put(
          "flush",
          job.sync() == PlainJob.Sync.FDATASYNC ? "after each write, in the same latency" : "none");
    }
    return effective;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
