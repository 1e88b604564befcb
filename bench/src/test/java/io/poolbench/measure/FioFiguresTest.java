package io.poolbench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poolbench.fio.FioJobFile;
import io.poolbench.fio.FioOutput;
import io.poolbench.guest.GuestChannel.Exit;
import io.poolbench.host.HostCounters;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.GuestClock;
import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.QemuCpu;
import io.poolbench.result.Telemetry;
import io.poolbench.workload.FioWorkload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On fio's captured output; the expected figures were added up by hand from it. */
class FioFiguresTest {
  private static final DiskCounters GUEST = new DiskCounters(1, 2, 3, 4, 5, 6);
  private static final FioRunner.Raw RAW =
      new FioRunner.Raw(
          Instant.EPOCH,
          Instant.EPOCH.plusSeconds(1),
          new HostCounters(0, 0, 0, 0, 0L, 0L, new DiskCounters(10, 20, 30, 40, 50, 60)),
          new HostCounters(
              2_000_000_000L,
              60,
              20,
              200,
              100_000L,
              null,
              new DiskCounters(11, 4116, 30, 40, 51, 70)),
          new Exit(0, "", " a warning \n"),
          null,
          new GuestClock(2_000_000_000L, 2_000_000_000L, 1_000_000L),
          new QemuCpu(2_000_000_000L, 1, 1_900_000_000L, 20_000_000L, 3_000_000L, 0, 100_000_000L),
          new Telemetry(List.of()));

  private static FioRunner.Measured measured(String captured, String jobs) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(FioOutput.class.getResourceAsStream(captured + ".json"))) {
      byte[] json = in.readAllBytes();
      FioWorkload workload = new FioWorkload("w", FioJobFile.parse(jobs).file());
      FioOutput output = FioOutput.parse(new String(json, StandardCharsets.UTF_8));
      return new FioFigures(workload, output).measured(RAW, GUEST, json, Optional.empty());
    }
  }

  private static IoMeasurement figures(String captured, String jobs, IoKind kind)
      throws IOException {
    return Objects.requireNonNull(measured(captured, jobs).result().io().get(kind));
  }

  private static final String TWO =
      "[global]\nruntime=1\n[fast]\nrw=randread\nbs=4k\n[slow]\n%srw=randread\nbs=256k\niodepth=8\n";

  @Test
  void sumsConcurrentJobsOverTheLongestWindow() throws Exception {
    IoMeasurement read = figures("two-jobs", TWO.formatted(""), IoKind.READ);
    assertThat(read.ios()).isEqualTo(713 + 2665);
    assertThat(read.bytes()).isEqualTo(2920448 + 698613760);
    assertThat(read.runtimeMillis()).isEqualTo(1004);
    assertThat(read.iops()).isCloseTo(3378 / 1.004, within(1e-9));
    assertThat(read.bytesPerSecond()).isCloseTo(701534208 / 1.004, within(1e-3));
  }

  @Test
  void addsTheWindowsOfJobsThatWaitForOneAnother() throws Exception {
    IoMeasurement read = figures("two-jobs", TWO.formatted("stonewall\n"), IoKind.READ);
    assertThat(read.runtimeMillis()).isEqualTo(1002 + 1004);
    assertThat(read.iops()).isCloseTo(3378 / 2.006, within(1e-9));
  }

  @Test
  void weightsMeansByTheJobsSamples() throws Exception {
    IoMeasurement read = figures("two-jobs", TWO.formatted(""), IoKind.READ);
    assertThat(read.meanLatencyNanos())
        .isCloseTo((713 * 1336404.795231 + 2665 * 2972867.884803) / 3378, within(0.01));
    assertThat(read.meanTotalLatencyNanos())
        .isCloseTo((713 * 1401173.848527 + 2665 * 3008194.658537) / 3378, within(0.01));
  }

  @Test
  void keepsKindsApart() throws Exception {
    String job = "[mixed]\nrw=randrw\nbs=4k\niodepth=4\nnumjobs=3\nruntime=1\n";
    assertThat(figures("randrw-jobs", job, IoKind.READ).ios()).isEqualTo(1884 + 1857 + 1819);
    assertThat(figures("randrw-jobs", job, IoKind.WRITE).ios()).isEqualTo(826 + 822 + 800);
    assertThat(measured("randrw-jobs", job).result().io())
        .containsOnlyKeys(IoKind.READ, IoKind.WRITE);
  }

  @Test
  void givesFlushesTheWindowOfTheWritesTheyBelongTo() throws Exception {
    String job = "[log]\nrw=write\nbs=4k\nfdatasync=1\nioengine=psync\nruntime=1\n";
    IoMeasurement sync = figures("write-fdatasync", job, IoKind.SYNC);
    assertThat(sync.ios()).isEqualTo(511);
    assertThat(sync.bytes()).isZero();
    assertThat(sync.runtimeMillis()).isEqualTo(60);
    assertThat(sync.iops()).isCloseTo(511 / 0.060, within(1e-9));
    assertThat(sync.meanLatencyNanos()).isCloseTo(54473.248532, within(0.01));
  }

  @Test
  void keepsTheEvidenceAroundThem() throws Exception {
    var evidence =
        measured("randread-qd1", "[randread]\nrw=randread\nbs=4k\nruntime=1\n").result().evidence();
    assertThat(evidence.fioErrors()).isZero();
    assertThat(evidence.guestDisk()).isEqualTo(GUEST);
    assertThat(evidence.hostDevice()).isEqualTo(new DiskCounters(1, 4096, 0, 0, 1, 10));
    assertThat(evidence.hostStealPercent()).isEqualTo(10);
  }

  @Test
  void keepsTheRawOutputVerbatimBesideTheHistograms() throws Exception {
    FioRunner.Measured measured =
        measured("randread-qd1", "[randread]\nrw=randread\nbs=4k\nruntime=1\n");
    Map<String, byte[]> files = measured.files();
    assertThat(files).containsOnlyKeys("w.fio.json", "w.hlog", "w.telemetry.csv");
    assertThat(new String(files.get("w.fio.json"), StandardCharsets.UTF_8)).contains("fio-3.33");
    assertThat(new String(files.get("w.hlog"), StandardCharsets.UTF_8)).contains("Tag=read");
    assertThat(measured.result().rawFile()).isEqualTo("w.fio.json");
  }

  @Test
  void theJobFileAimsAtTheDiskUnderTestWithTheGivenSeed() {
    FioWorkload workload =
        new FioWorkload("w", FioJobFile.parse("[j]\nrw=randread\nbs=4k\nruntime=1\n").file());
    GuestDisk disk = new GuestDisk("vda");
    assertThat(FioRunner.jobFile(workload, disk, 1 << 20, 42))
        .contains("filename=/dev/vda", "1048576", "randseed=", "rw=randread")
        .isNotEqualTo(FioRunner.jobFile(workload, disk, 1 << 20, 43));
  }
}
