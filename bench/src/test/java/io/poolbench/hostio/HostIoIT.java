package io.poolbench.hostio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.host.Command;
import io.poolbench.hostio.Latencies.Series;
import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.workload.PlainJob;
import io.poolbench.workload.PlainJob.Sync;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real I/O on a loop device of the test's own, over a file on the disk. */
class HostIoIT {
  private static final int SPAN = 16 << 20;

  /** Not in /tmp, which may be in memory, where there is no direct I/O. */
  private static final Path FOLDERS = Path.of("/var/tmp");

  private static Path folder;
  private static Path backing;
  private static Path device;

  @TempDir Path scratch;
  private Path raw;

  @BeforeAll
  static void makeDevice() throws Exception {
    folder = Files.createTempDirectory(FOLDERS, "poolbench-it-");
    backing = written(folder.resolve("disk.img"), SPAN);
    device =
        Path.of(
            Command.check("losetup", "--find", "--show", "--direct-io=on", backing.toString())
                .text());
  }

  private static Path written(Path file, int bytes) throws Exception {
    byte[] noise = new byte[bytes];
    new SplittableRandom(1).nextBytes(noise);
    return Files.write(file, noise);
  }

  @AfterAll
  static void takeDown() throws Exception {
    Command.check("losetup", "--detach", device.toString());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @BeforeEach
  void name() {
    raw = scratch.resolve("reads.host.json");
  }

  private HostIoResult measure(Jobs jobs) throws Exception {
    return HostIo.measure(jobs.job(), device, SPAN, raw, scratch);
  }

  static Stream<Jobs> everyWay() {
    Jobs writes = Jobs.READS.reading(0);
    return Stream.of(
        Jobs.READS,
        Jobs.READS.threads(2),
        Jobs.READS.buffered(),
        writes.sequential().threads(2),
        Jobs.READS.reading(70),
        writes.with(Sync.FDATASYNC),
        writes.with(Sync.DSYNC),
        Jobs.READS.depth(16),
        Jobs.READS.reading(50).depth(8).threads(2),
        writes.depth(4).with(Sync.DSYNC));
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void countsAndTimesEveryIo(Jobs jobs) throws Exception {
    HostIoResult result = measure(jobs);

    assertThat(result.engine()).isEqualTo(jobs.depth() == 1 ? "psync" : "io_uring");
    assertThat(result.io().containsKey(IoKind.READ)).isEqualTo(jobs.job().reads());
    assertThat(result.io().containsKey(IoKind.WRITE)).isEqualTo(jobs.job().writes());
    assertThat(result.io().containsKey(IoKind.SYNC)).isEqualTo(jobs.sync() == Sync.FDATASYNC);
    assertThat(result.clockNanos()).isBetween(1.0, 10_000.0);
    assertThat(result.missedSchedulePercent()).isZero();
    result.io().forEach((kind, io) -> agrees(kind, io, result));
    double seconds = Duration.between(result.started(), result.ended()).toMillis() / 1000.0;
    assertThat(seconds).isBetween(0.55, 5.0);
    assertThat(littlesConcurrency(result))
        .as("mean latency × rate is what was in flight")
        .isBetween(0.3 * jobs.depth() * jobs.threads(), 1.1 * jobs.depth() * jobs.threads());
    assertThat(iopsOfJmh()).isCloseTo(transfers(result), within(0.001 * transfers(result)));
  }

  static Stream<Sync> syncs() {
    return Stream.of(Sync.values());
  }

  @ParameterizedTest
  @MethodSource("syncs")
  void blocksSmallerThanAFilesystemsAreIssuedDirectly(Sync sync) throws Exception {
    PlainJob job =
        new PlainJob(
            true, 50, 512, 2, 1, true, sync, Optional.empty(), Duration.ZERO, Jobs.WINDOW, 7);

    HostIoResult result = HostIo.measure(job, device, SPAN, raw, scratch);

    assertThat(result.effective()).containsEntry("calls", "pread, pwrite (libc)");
    for (IoKind kind : List.of(IoKind.READ, IoKind.WRITE)) {
      IoMeasurement io = Objects.requireNonNull(result.io().get(kind));
      assertThat(io.ios()).isGreaterThan(20);
      assertThat(io.bytes()).isEqualTo(512 * io.ios());
    }
    assertThat(result.io().containsKey(IoKind.SYNC)).isEqualTo(sync == Sync.FDATASYNC);
  }

  private static void agrees(IoKind kind, IoMeasurement io, HostIoResult result) {
    long counted = Objects.requireNonNull(result.histograms().get(kind)).getTotalCount();
    assertThat(io.ios()).isEqualTo(counted).isGreaterThan(20);
    assertThat(io.bytes()).isEqualTo(kind == IoKind.SYNC ? 0 : counted * Jobs.BLOCK);
    assertThat(io.meanLatencyNanos())
        .isCloseTo(
            result.histograms().get(kind).getMean(), within(0.002 * io.meanLatencyNanos() + 1));
    assertThat(io.iops()).as("%s", kind).isCloseTo(counted / 0.6, within(0.3 * counted / 0.6));
  }

  private static double littlesConcurrency(HostIoResult result) {
    return result.io().values().stream()
        .mapToDouble(io -> io.iops() * io.meanLatencyNanos() / 1e9)
        .sum();
  }

  private static double transfers(HostIoResult result) {
    return Stream.of(IoKind.READ, IoKind.WRITE)
        .map(result.io()::get)
        .filter(Objects::nonNull)
        .mapToDouble(IoMeasurement::iops)
        .sum();
  }

  private double iopsOfJmh() throws Exception {
    JsonNode results = new ObjectMapper().readTree(raw.toFile());
    assertThat(results).hasSize(1);
    return results.get(0).path("primaryMetric").path("score").asDouble();
  }

  @Test
  void keepsEveryLatencyInALogOverTime() throws Exception {
    HostIoResult result = measure(Jobs.READS);

    Path hlog = scratch.resolve("reads.host.hlog");
    assertThat(hlog).isRegularFile();
    Map<Series, org.HdrHistogram.Histogram> all = LatencyLog.read(hlog);
    assertThat(Objects.requireNonNull(all.get(Series.READ)).getTotalCount())
        .isEqualTo(Objects.requireNonNull(result.io().get(IoKind.READ)).ios());
  }

  @Test
  void writesWhatItWasAskedToAndNothingBeyond() throws Exception {
    byte[] before = Files.readAllBytes(backing);
    HostIo.measure(Jobs.READS.reading(0).sequential().job(), device, SPAN / 2, raw, scratch);
    byte[] after = Files.readAllBytes(backing);

    int changed = 0;
    for (int at = 0; at < SPAN / 2; at += Jobs.BLOCK) {
      changed += before[at] == after[at] && before[at + 7] == after[at + 7] ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(100);
    assertThat(java.util.Arrays.equals(before, SPAN / 2, SPAN, after, SPAN / 2, SPAN)).isTrue();
  }

  static Stream<Jobs> openLoops() {
    return Stream.of(
        Jobs.READS.arriving(200, false),
        Jobs.READS.threads(2).arriving(200, true),
        Jobs.READS.depth(8).arriving(200, true));
  }

  @ParameterizedTest
  @MethodSource("openLoops")
  void anOpenLoopKeepsItsRate(Jobs jobs) throws Exception {
    HostIoResult result =
        HostIo.measure(jobs.job(Duration.ofSeconds(2)), device, SPAN, raw, scratch);

    IoMeasurement reads = Objects.requireNonNull(result.io().get(IoKind.READ));
    assertThat(reads.iops()).isBetween(140.0, 260.0);
    // a machine's own pause delays what was to arrive in it; storage that cannot follow misses most
    assertThat(result.missedSchedulePercent()).isLessThan(50);
    assertThat(Double.parseDouble(result.effective().get("service time p50 nanos")))
        .isPositive()
        .isLessThanOrEqualTo(
            1.01
                * Objects.requireNonNull(result.histograms().get(IoKind.READ))
                    .getValueAtPercentile(50));
  }

  @Test
  void anOpenLoopThatStorageCannotFollowSaysHowMuchItMissedAndCountsTheWait() throws Exception {
    HostIoResult result = measure(Jobs.READS.arriving(10_000_000, false));

    assertThat(result.missedSchedulePercent()).isGreaterThan(50);
    IoMeasurement reads = Objects.requireNonNull(result.io().get(IoKind.READ));
    // the last began most of the window late
    assertThat(reads.meanLatencyNanos()).isGreaterThan(100e6);
    assertThat(Double.parseDouble(result.effective().get("service time p50 nanos")))
        .isLessThan(20e6);
  }

  @Test
  void aTargetThatEndsBeforeItsSpanFails() {
    for (Jobs jobs : List.of(Jobs.READS, Jobs.READS.depth(4))) {
      assertThatThrownBy(() -> HostIo.measure(jobs.job(), device, SPAN + (8 << 20), raw, scratch))
          .isInstanceOf(HostIoException.class)
          .hasMessageContaining("host I/O on " + device + " failed")
          .hasMessageContaining("at offset");
    }
  }

  @Test
  void anIoErrorNamesTargetOffsetAndReason() throws Exception {
    Path shortened = written(folder.resolve("short.img"), 4 << 20);
    Path broken =
        Path.of(Command.check("losetup", "--find", "--show", shortened.toString()).text());
    try {
      try (RandomAccessFile file = new RandomAccessFile(shortened.toFile(), "rw")) {
        file.setLength(1 << 20);
      }
      for (Jobs jobs : List.of(Jobs.READS, Jobs.READS.depth(4))) {
        assertThatThrownBy(() -> HostIo.measure(jobs.job(), broken, 4 << 20, raw, scratch))
            .isInstanceOf(HostIoException.class)
            .hasMessageContaining("read of 4096 bytes at offset")
            .hasMessageContaining(broken.toString())
            .hasMessageContaining("Input/output error");
      }
    } finally {
      Command.check("losetup", "--detach", broken.toString());
    }
  }

  @Test
  void aTargetThatIsNotThereIsNotMade() {
    Path missing = scratch.resolve("missing.img");

    assertThatThrownBy(() -> HostIo.measure(Jobs.READS.job(), missing, SPAN, raw, scratch))
        .isInstanceOf(HostIoException.class)
        .hasMessageContaining("does not exist");
    assertThat(missing).doesNotExist();
  }

  @Test
  void aTargetIsMeasuredByOneAtATime() throws Exception {
    Process holder = new ProcessBuilder("flock", "--no-fork", "" + device, "sleep", "60").start();
    try {
      Thread.sleep(200);
      assertThatThrownBy(() -> measure(Jobs.READS))
          .isInstanceOf(HostIoException.class)
          .hasMessageContaining("is being measured by another process");
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  @Test
  void anInterruptEndsTheMeasuringJvm() throws Exception {
    Thread measuring =
        new Thread(
            () -> {
              try {
                HostIo.measure(Jobs.READS.job(Duration.ofMinutes(2)), device, SPAN, raw, scratch);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    measuring.start();
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (forks() == 0 && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
    assertThat(forks()).isEqualTo(1);

    measuring.interrupt();
    measuring.join(20_000);

    assertThat(measuring.isAlive()).isFalse();
    assertThat(forks()).isZero();
  }

  private long forks() throws Exception {
    long forks = 0;
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      for (Path process : processes.toList()) {
        List<String> arguments = arguments(process.resolve("cmdline"));
        forks += arguments.contains(Fork.class.getName()) && arguments.contains(raw + "") ? 1 : 0;
      }
    }
    return forks;
  }

  private static List<String> arguments(Path cmdline) {
    try {
      return List.of(Files.readString(cmdline, StandardCharsets.ISO_8859_1).split("\0"));
    } catch (IOException noProcess) {
      return List.of();
    }
  }

  /** As the measuring JVM does it, in this one, whose coverage is seen. */
  @ParameterizedTest
  @MethodSource("everyWay")
  void theMeasuringJvmSaysWhatCameOfIt(Jobs jobs) throws Exception {
    Properties outcome = fork(new Request(jobs.job(Duration.ofMillis(100)), device, SPAN));

    assertThat(outcome).doesNotContainKey(Fork.FAILURE);
    assertThat(Double.parseDouble(outcome.getProperty(Fork.SCORE))).isPositive();
    assertThat(LatencyLog.read(scratch.resolve("reads.host.hlog"))).isNotEmpty();
  }

  @Test
  void theMeasuringJvmSaysWhyNothingCameOfIt() throws Exception {
    for (int depth : new int[] {1, 4}) {
      Request request = new Request(Jobs.READS.depth(depth).job(), scratch.resolve("no"), SPAN);
      assertThat(fork(request).getProperty(Fork.FAILURE)).contains(scratch.resolve("no") + "");
    }
  }

  private Properties fork(Request request) throws IOException {
    Path text = Files.writeString(scratch.resolve("request"), request.text());
    Path outcome = scratch.resolve("outcome");
    Fork.main(
        new String[] {text + "", raw + "", scratch.resolve("reads.host.hlog") + "", outcome + ""});
    Properties said = new Properties();
    try (Reader reader = Files.newBufferedReader(outcome)) {
      said.load(reader);
    }
    return said;
  }
}
