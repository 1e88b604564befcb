package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poolbench.compare.Cost;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.HostCounter;
import io.poolbench.result.RunResult;
import io.poolbench.result.Telemetry;
import io.poolbench.result.TelemetryRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a write costs at the device, counted by poolbench and by hand from /proc/diskstats. */
class AmplificationIT {
  private static final String RUN = "it-amplification";
  private static final List<String> BACKENDS = List.of("block", "ext4", "qcow2", "metadata");

  private static final String SCENARIO =
      """
      name: amplification
      substrate: { device: loop:320MiB }
      disk: { size: 64MiB }
      backends:
        - { kind: block, name: block }
        - { kind: fs, name: ext4, format: raw }
        - { kind: dir, name: qcow2, format: qcow2 }
        - { kind: dir, name: metadata, format: qcow2, preallocation: metadata }
      baseline: block
      workloads:
        - { name: log, fio: { rw: randwrite, bs: 4k, fdatasync: 1, runtime: 4s } }
      replicates: { min: 1 }
      """;

  /** Lines of /proc/diskstats by time, of all loop devices. */
  private static final NavigableMap<Instant, List<String>> SEEN = new ConcurrentSkipListMap<>();

  private static Sandbox sandbox;
  private static String said = "";
  private static int exitCode;

  @BeforeAll
  static void run() throws Exception {
    sandbox = new Sandbox();
    Thread watcher = new Thread(AmplificationIT::watch, "diskstats");
    watcher.setDaemon(true);
    watcher.start();
    PoolbenchProcess process = sandbox.startRun(sandbox.write("a.yaml", SCENARIO), RUN);
    exitCode = process.exitCode();
    said = process.err();
    watcher.interrupt();
    watcher.join();
  }

  @AfterAll
  static void close() throws Exception {
    sandbox.close();
  }

  private static void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        List<String> loops =
            Files.readAllLines(Path.of("/proc/diskstats")).stream()
                .filter(line -> line.contains(" loop"))
                .toList();
        SEEN.put(Instant.now(), loops);
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      // the run has ended
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TrialResult trial(String backend) {
    assertThat(exitCode).as(said).isZero();
    RunResult run = sandbox.load(RUN);
    return run.trialsOf(backend).get(0);
  }

  private static WorkloadResult log(TrialResult trial) {
    return trial.workload("log").orElseThrow();
  }

  /** Sectors written (Documentation/admin-guide/iostats.rst, field 7), as bytes. */
  private static long writtenByHand(String device, Instant when) {
    String line =
        SEEN.floorEntry(when).getValue().stream()
            .filter(l -> l.contains(" " + device + " "))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.strip().split("\\s+")[9]) * 512;
  }

  @Test
  void bytesAtTheDeviceAreThoseOfACountByHand() {
    for (String backend : BACKENDS) {
      TrialResult trial = trial(backend);
      WorkloadResult log = log(trial);
      String device =
          String.valueOf(
              Path.of(Objects.requireNonNull(trial.trial().effective().get("built on")))
                  .getFileName());
      DiskCounters guest = Objects.requireNonNull(log.evidence().guestDisk());
      double byHand =
          (double) (writtenByHand(device, log.ended()) - writtenByHand(device, log.started()))
              / guest.writeBytes();

      assertThat(Cost.WRITE_BYTES.of(trial, "log").orElseThrow())
          .as(backend)
          .isCloseTo(byHand, within(0.02 * byHand));
    }
  }

  @Test
  void nothingIsWrittenLessThanTheGuestWroteAndADeviceByItselfNoMore() {
    for (String backend : BACKENDS) {
      assertThat(Cost.WRITE_BYTES.of(trial(backend), "log").orElseThrow())
          .as(backend)
          .isBetween(0.99, 20.0);
      assertThat(Cost.FLUSHES.of(trial(backend), "log").orElseThrow())
          .as(backend)
          .isBetween(0.95, 20.0);
    }
    assertThat(Cost.WRITE_BYTES.of(trial("block"), "log").orElseThrow()).isBetween(0.99, 1.01);
    assertThat(Cost.SPACE.of(trial("block"), "log").orElseThrow()).isEqualTo(1);
    assertThat(Cost.SPACE.of(trial("qcow2"), "log").orElseThrow()).isBetween(1.0, 1.05);
  }

  @Test
  void telemetryIsSampledEachSecondAndCountsOn() {
    for (String backend : BACKENDS) {
      TrialResult trial = trial(backend);
      Telemetry telemetry = trial.telemetry("log").orElseThrow();
      TelemetryRecord record = Objects.requireNonNull(log(trial).telemetry());

      assertThat(telemetry.samples()).hasSizeBetween(5, 40);
      assertThat(telemetry.samples().get(0).seconds())
          .as("before the first period")
          .isLessThan(1.0);
      for (int i = 1; i < telemetry.samples().size(); i++) {
        Telemetry.Sample before = telemetry.samples().get(i - 1);
        Telemetry.Sample now = telemetry.samples().get(i);
        assertThat(now.seconds() - before.seconds()).isBetween(0.0, 4.0);
        now.counters()
            .forEach(
                (counter, value) ->
                    assertThat(value)
                        .as("%s", counter)
                        .isGreaterThanOrEqualTo(before.counters().getOrDefault(counter, 0L)));
      }
      assertThat(telemetry.record(record.file())).isEqualTo(record);
      assertThat(record.total(HostCounter.DEVICE_WRITE_BYTES).orElseThrow())
          .isCloseTo(
              Objects.requireNonNull(log(trial).evidence().hostDevice()).writeBytes(),
              within(1L << 20));
      long busy = record.total(HostCounter.HOST_BUSY).orElseThrow();
      long vcpu = record.total(HostCounter.QEMU_VCPU).orElseThrow();
      assertThat(vcpu).isPositive().isLessThan(busy + 1_000_000_000L);
      assertThat(record.total(HostCounter.INTERRUPTS).orElseThrow()).isPositive();
      assertThat(record.total(HostCounter.KERNEL_THREADS).orElseThrow()).isPositive();
    }
  }

  @Test
  void costsAreInSamplesAndReport() throws Exception {
    assertThat(trial("ext4").trial().failure()).isNull();
    List<String> samples = Files.readAllLines(sandbox.results().resolve(RUN + "/samples.csv"));
    for (String metric : List.of("cost.cpu_vcpu,ns/io", "cost.write_bytes,1", "cost.space,1")) {
      assertThat(samples).anyMatch(line -> line.contains(",ext4,guest,log," + metric + ","));
    }
    assertThat(sandbox.reports().resolve(RUN).resolve("index.html"))
        .content()
        .contains("Costs beside time", "bytes written ×", "emulation, which says nothing");
  }
}
