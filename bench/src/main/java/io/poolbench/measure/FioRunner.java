package io.poolbench.measure;

import io.poolbench.fio.FioFormatException;
import io.poolbench.fio.FioOutput;
import io.poolbench.fio.FioRateLogs;
import io.poolbench.guest.GuestChannel;
import io.poolbench.guest.GuestChannel.Exit;
import io.poolbench.host.HostCounters;
import io.poolbench.host.QemuProcess;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.GuestClock;
import io.poolbench.result.QemuCpu;
import io.poolbench.result.RampRecord;
import io.poolbench.result.Telemetry;
import io.poolbench.result.WorkloadResult;
import io.poolbench.workload.AutoRamp;
import io.poolbench.workload.FioWorkload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs fio workloads in the guest and turns fio's output into figures and evidence. */
public final class FioRunner {
  private static final String OUTPUT = "/run/fio.json";
  private static final Duration SLACK = Duration.ofMinutes(3);
  private static final long POLL_MILLIS = 30;

  /**
   * A workload that ends with its last byte is asked about less often: a question costs the guest.
   */
  private static final long SELDOM_MILLIS = 100;

  /** Of such a workload; its jobs have this as their runtime unless they say another. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * The disk's counters are read by the same shell that starts fio, right before and after it. The
   * job comes on standard input; fio writes to a file, because a captured answer of its size could
   * break the agent.
   */
  private static final String MEASURE =
      "%1$s; fio --output-format=json+ --output=%2$s -; rc=$?; %1$s";

  private final GuestChannel guest;
  private final GuestDisk disk;
  private final List<Path> hostDevices;
  private final long sizeBytes;
  private final Optional<QemuProcess> qemu;

  /**
   * @param hostDevices the substrate's devices below the disk, whose counters are added up and kept
   *     as evidence; none when the bytes end elsewhere
   * @param sizeBytes the disk under test's size
   * @param qemu the guest's, whose CPU times are kept as evidence; empty when it cannot be seen
   */
  public FioRunner(
      GuestChannel guest,
      GuestDisk disk,
      List<Path> hostDevices,
      long sizeBytes,
      Optional<QemuProcess> qemu) {
    this.qemu = qemu;
    this.guest = guest;
    this.disk = disk;
    this.hostDevices = List.copyOf(hostDevices);
    this.sizeBytes = sizeBytes;
  }

  /** What a workload left, before it is read from the guest. */
  public record Raw(
      Instant started,
      Instant ended,
      HostCounters before,
      HostCounters after,
      Exit exit,
      @Nullable RampRecord ramp,
      GuestClock clock,
      @Nullable QemuCpu qemu,
      Telemetry telemetry) {}

  /**
   * A workload's figures.
   *
   * @param files to be kept beside them: fio's output verbatim, the merged histograms
   */
  public record Measured(WorkloadResult result, Map<String, byte[]> files) {}

  /** The job file as it runs in the guest. */
  public static String jobFile(FioWorkload workload, GuestDisk disk, long sizeBytes, long seed) {
    return workload.effective(disk.device(), sizeBytes, seed).render();
  }

  /**
   * Runs the ramp of a workload whose ramp ends by itself; its jobs go on until {@link #run}.
   *
   * @param seed as that of the workload
   * @return empty for a workload that has no such ramp
   */
  public Optional<RampRecord> ramp(FioWorkload workload, long seed) throws InterruptedException {
    return workload.ramp().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SteadyRamp(guest, disk, sizeBytes).run(workload, workload.ramp().get(), seed));
  }

  /** Runs a workload whose ramp is its jobs' own. */
  public Raw run(FioWorkload workload, long seed) throws InterruptedException, IOException {
    return run(workload, seed, Optional.empty());
  }

  /**
   * Runs a workload to its end; the guest is left alone until its time is over. One that is bounded
   * by bytes is asked about ten times a second.
   *
   * @param seed of fio's random offsets
   * @param ramp what {@link #ramp} returned right before
   */
  public Raw run(FioWorkload workload, long seed, Optional<RampRecord> ramp)
      throws InterruptedException, IOException {
    byte[] job = jobFile(workload, disk, sizeBytes, seed).getBytes(StandardCharsets.UTF_8);
    Duration expected =
        (ramp.isPresent() ? AutoRamp.HANDOVER : workload.rampTime()).plus(workload.measuringTime());
    ClockReading clock = ClockReading.now(guest);
    try (TelemetrySampler telemetry =
        new TelemetrySampler(
            qemu, hostDevices, ramp.isPresent() ? AutoRamp.HANDOVER : workload.rampTime())) {
      return run(workload, job, expected, ramp, clock, telemetry);
    }
  }

  private Raw run(
      FioWorkload workload,
      byte[] job,
      Duration expected,
      Optional<RampRecord> ramp,
      ClockReading clock,
      TelemetrySampler telemetry)
      throws InterruptedException, IOException {
    Optional<QemuProcess.Times> cpuBefore = qemu.flatMap(QemuProcess::times);
    HostCounters before = HostCounters.read(hostDevices);
    Instant started = Instant.now();
    String measure =
        ramp.isPresent()
            ? SteadyRamp.handover(disk.counters(), OUTPUT)
            : MEASURE.formatted(disk.counters(), OUTPUT);
    String script = FioRateLogs.CLEAR + "; " + measure + "; " + FioRateLogs.COLLECT + "; exit $rc";
    long pid = guest.start("/bin/sh", List.of("-c", script), job);
    Exit exit;
    if (workload.jobs().isTimed()) {
      Thread.sleep(expected.toMillis());
      exit = guest.await(pid, expected.plus(SLACK), POLL_MILLIS);
    } else {
      exit = guest.await(pid, expected.plus(LONGEST), SELDOM_MILLIS);
    }
    Instant ended = Instant.now();
    HostCounters after = HostCounters.read(hostDevices);
    Optional<QemuProcess.Times> cpuAfter = qemu.flatMap(QemuProcess::times);
    Telemetry sampled = telemetry.end();
    return new Raw(
        started,
        ended,
        before,
        after,
        exit,
        ramp.orElse(null),
        clock.until(ClockReading.now(guest)),
        cpu(cpuBefore, cpuAfter),
        sampled);
  }

  private @Nullable QemuCpu cpu(
      Optional<QemuProcess.Times> before, Optional<QemuProcess.Times> after) {
    return before.isEmpty() || after.isEmpty()
        ? null
        : qemu.map(q -> q.between(before.get(), after.get())).orElse(null);
  }

  /**
   * Reads what a workload left.
   *
   * @throws MeasureException when fio failed or wrote nothing that can be read
   */
  public Measured collect(FioWorkload workload, Raw raw) {
    String[] lines = raw.exit().output().strip().split("\n");
    if (raw.exit().code() != 0 || lines.length < 2) {
      throw new MeasureException(
          "workload %s: fio failed (exit %d): %s"
              .formatted(workload.name(), raw.exit().code(), raw.exit().errors().strip()));
    }
    byte[] json = guest.read(OUTPUT);
    try {
      FioOutput output = FioOutput.parse(new String(json, StandardCharsets.UTF_8));
      DiskCounters guestDisk =
          DiskCounters.parse(lines[lines.length - 1]).since(DiskCounters.parse(lines[0]));
      Raw whole =
          raw.ramp() == null
              ? raw
              : new Raw(
                  raw.started(),
                  raw.ended(),
                  raw.before(),
                  raw.after(),
                  raw.exit(),
                  SteadyRamp.handedOver(raw.ramp(), lines),
                  raw.clock(),
                  raw.qemu(),
                  raw.telemetry());
      return new FioFigures(workload, output).measured(whole, guestDisk, json, logs(workload));
    } catch (FioFormatException e) {
      throw new MeasureException(
          "workload %s: fio's output cannot be read: %s"
              .formatted(workload.name(), e.getMessage()));
    }
  }

  private Optional<FioRateLogs> logs(FioWorkload workload) {
    return workload.jobs().seriesInterval().isEmpty()
        ? Optional.empty()
        : Optional.of(
            FioRateLogs.parse(
                new String(guest.read(FioRateLogs.COLLECTED), StandardCharsets.UTF_8)));
  }
}
