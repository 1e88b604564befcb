package io.poolbench.hostio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.host.Command;
import io.poolbench.result.IoKind;
import io.poolbench.workload.PlainJob;
import io.poolbench.workload.PlainJob.Sync;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * How close the host's I/O comes to fio's: random 4 KiB reads of both in turn, in a random order,
 * on a loop device, on a file in ext4, and on /dev/zero, where there is nothing but the two. Wants
 * a quiet machine and root. Not part of any suite; by name:
 *
 * <pre>
 * ./poolbench test -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=HostFidelityExperiment
 * </pre>
 */
class HostFidelityExperiment {
  private static final int PAIRS = Integer.getInteger("poolbench.pairs", 15);
  private static final long SPAN = 256L << 20;
  private static final Duration RAMP = Duration.ofSeconds(Integer.getInteger("poolbench.ramp", 1));
  private static final Duration WINDOW = Duration.ofSeconds(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private Path folder = Path.of("");

  /** What is measured by both. */
  private record Setup(String name, Path target, String fioEngine, int threads, int depth) {
    String words() {
      return name + ", " + fioEngine + ", " + threads + " threads";
    }

    boolean direct() {
      return !target.equals(Path.of("/dev/zero"));
    }
  }

  /**
   * What one engine says: percentiles in nanoseconds, time between two I/Os of a thread that is in
   * no latency.
   */
  private record Seen(double p50, double p99, double iops, double between) {}

  private record Pair(Seen ours, Seen fio) {
    double p50() {
      return ours.p50() / fio.p50();
    }

    double p99() {
      return ours.p99() / fio.p99();
    }

    double iops() {
      return ours.iops() / fio.iops();
    }
  }

  @Test
  void theHostsFiguresAreFios() throws Exception {
    folder = Files.createTempDirectory(Path.of("/var/tmp"), "poolbench-it-");
    Path mount = Files.createDirectory(folder.resolve("mnt"));
    Path raw = write(folder.resolve("raw.img"), SPAN);
    Path loop = loop(raw);
    Path fileLoop = loop(write(folder.resolve("ext4.img"), SPAN * 3 / 2));
    try {
      Command.check("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0", "" + fileLoop);
      Command.check("mount", "" + fileLoop, "" + mount);
      try {
        measure(setups(loop, write(mount.resolve("file"), SPAN)));
      } finally {
        Command.check("umount", "" + mount);
      }
    } finally {
      Command.check("losetup", "--detach", "" + loop);
      Command.check("losetup", "--detach", "" + fileLoop);
      Files.delete(mount);
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private static List<Setup> setups(Path loop, Path file) {
    List<Setup> setups = new ArrayList<>();
    for (int threads : new int[] {1, 2, 4}) {
      setups.add(new Setup("loop device", loop, "psync", threads, 1));
      setups.add(new Setup("file in ext4", file, "psync", threads, 1));
    }
    setups.add(new Setup("loop device", loop, "io_uring", 1, 16));
    setups.add(new Setup("/dev/zero", Path.of("/dev/zero"), "psync", 1, 1));
    String only = System.getProperty("poolbench.only", "");
    return setups.stream().filter(setup -> setup.words().contains(only)).toList();
  }

  private void measure(List<Setup> setups) throws Exception {
    Random random = new Random(7);
    Map<Setup, List<Pair>> pairs = new LinkedHashMap<>();
    for (int round = 0; round < PAIRS; round++) {
      List<Setup> shuffled = new ArrayList<>(setups);
      Collections.shuffle(shuffled, random);
      for (Setup setup : shuffled) {
        long seed = random.nextInt(1_000_000);
        Seen ours = null;
        Seen fio = null;
        boolean oursFirst = random.nextBoolean();
        for (boolean turn : new boolean[] {oursFirst, !oursFirst}) {
          if (turn) {
            ours = ours(setup, seed);
          } else {
            fio = fio(setup, seed);
          }
        }
        pairs
            .computeIfAbsent(setup, s -> new ArrayList<>())
            .add(new Pair(Objects.requireNonNull(ours), Objects.requireNonNull(fio)));
      }
    }
    SoftAssertions goals = new SoftAssertions();
    for (Setup setup : setups) {
      report(setup, Objects.requireNonNull(pairs.get(setup)), goals);
    }
    goals.assertAll();
  }

  private static void report(Setup setup, List<Pair> pairs, SoftAssertions goals) {
    double p50 = median(pairs.stream().map(Pair::p50).toList());
    double p99 = median(pairs.stream().map(Pair::p99).toList());
    double iops = median(pairs.stream().map(Pair::iops).toList());
    double cost = median(pairs.stream().map(p -> p.ours().p50() - p.fio().p50()).toList());
    String name = setup.words();
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %d | %d | %.1f | %.1f | %.3f [%.3f, %.3f] | %.3f [%.3f, %.3f] | %.3f | %.0f | %.0f |%n",
        setup.name(),
        setup.fioEngine(),
        setup.threads(),
        setup.depth(),
        median(pairs.stream().map(p -> p.ours().p50()).toList()) / 1000,
        median(pairs.stream().map(p -> p.fio().p50()).toList()) / 1000,
        p50,
        least(pairs.stream().map(Pair::p50).toList()),
        most(pairs.stream().map(Pair::p50).toList()),
        p99,
        least(pairs.stream().map(Pair::p99).toList()),
        most(pairs.stream().map(Pair::p99).toList()),
        iops,
        median(pairs.stream().map(p -> p.ours().between()).toList()),
        median(pairs.stream().map(p -> p.fio().between()).toList()));
    if (!setup.direct()) {
      goals.assertThat(cost).as(name + ": Java's own nanoseconds in a latency").isLessThan(300);
    } else if (setup.depth() > 1) {
      goals.assertThat(p50).as(name + ": ratio of the p50").isBetween(0.9, 1.15);
    } else {
      goals.assertThat(p50).as(name + ": ratio of the p50").isBetween(0.97, 1.05);
      goals.assertThat(p99).as(name + ": ratio of the p99").isBetween(0.8, 1.25);
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }

  private static double least(List<Double> values) {
    return Collections.min(values);
  }

  private static double most(List<Double> values) {
    return Collections.max(values);
  }

  private Seen ours(Setup setup, long seed) throws Exception {
    PlainJob job =
        new PlainJob(
            true,
            100,
            4096,
            setup.threads(),
            setup.depth(),
            setup.direct(),
            Sync.NONE,
            Optional.empty(),
            RAMP,
            WINDOW,
            seed);
    Path scratch = Files.createTempDirectory(folder, "ours-");
    try {
      HostIoResult result =
          HostIo.measure(job, setup.target(), SPAN, scratch.resolve("ours.json"), scratch);
      Histogram reads = Objects.requireNonNull(result.histograms().get(IoKind.READ));
      var io = Objects.requireNonNull(result.io().get(IoKind.READ));
      return seen(
          setup,
          reads.getValueAtPercentile(50),
          reads.getValueAtPercentile(99),
          io.iops(),
          io.meanLatencyNanos());
    } finally {
      try (Stream<Path> files = Files.list(scratch)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(scratch);
    }
  }

  private static Seen fio(Setup setup, long seed) throws Exception {
    List<String> command =
        List.of(
            "fio",
            "--name=reads",
            "--filename=" + setup.target(),
            "--allow_file_create=0",
            "--rw=randread",
            "--bs=4k",
            "--size=" + SPAN,
            "--ioengine=" + setup.fioEngine(),
            "--direct=" + (setup.direct() ? 1 : 0),
            "--numjobs=" + setup.threads(),
            "--thread",
            "--group_reporting",
            "--iodepth=" + setup.depth(),
            "--norandommap",
            "--randseed=" + (seed + 1),
            "--ramp_time=" + RAMP.toMillis() + "ms",
            "--runtime=" + WINDOW.toMillis() + "ms",
            "--time_based",
            "--output-format=json");
    JsonNode read =
        JSON.readTree(Command.check(Duration.ofMinutes(1), command).output())
            .path("jobs")
            .path(0)
            .path("read");
    JsonNode clat = read.path("clat_ns");
    return seen(
        setup,
        clat.path("percentile").path("50.000000").asDouble(),
        clat.path("percentile").path("99.000000").asDouble(),
        read.path("iops").asDouble(),
        clat.path("mean").asDouble());
  }

  private static Seen seen(Setup setup, double p50, double p99, double iops, double mean) {
    double inFlight = (double) setup.threads() * setup.depth();
    return new Seen(p50, p99, iops, 1e9 * inFlight / iops - mean);
  }

  private static Path loop(Path file) throws Exception {
    return Path.of(
        Command.check("losetup", "--find", "--show", "--direct-io=on", file.toString()).text());
  }

  private static Path write(Path file, long bytes) throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    byte[] chunk = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long done = 0; done < bytes; done += chunk.length) {
        random.nextBytes(chunk);
        out.write(chunk);
      }
    }
    Command.check("sync", "" + file);
    return file;
  }
}
