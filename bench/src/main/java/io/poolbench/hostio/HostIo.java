package io.poolbench.hostio;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.hostio.Latencies.Series;
import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.workload.PlainJob;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Measures I/O that the host itself does. */
public final class HostIo {
  private static final Duration SLACK = Duration.ofMinutes(2);
  private static final int TAKEN = 75;
  private static final int MAX_WORDS = 600;

  private HostIo() {}

  /**
   * Measures a job on the first bytes of a target, which its writes destroy. Blocks; an interrupt
   * ends the measuring JVM, and so does the end of this one. Two measurements of one target refuse
   * each other.
   *
   * @param target a device or a file, which exists and was written before: holes and unwritten
   *     extents are read at a speed of their own
   * @param spanBytes the I/O stays in the first so many bytes
   * @param rawFile JMH's own result is written there; the latencies beside it, with {@code .hlog}
   *     for its ending
   * @param scratch an empty folder
   * @throws HostIoException when nothing could be measured, with the reason; an I/O error or a
   *     short transfer is one
   * @throws IllegalArgumentException when the span is too small for the job, or the job for its
   *     engine
   */
  public static HostIoResult measure(
      PlainJob job, Path target, long spanBytes, Path rawFile, Path scratch)
      throws InterruptedException {
    Request request = new Request(job, target, spanBytes);
    if (!Files.exists(target)) {
      throw new HostIoException(target + " does not exist: make and fill it first");
    }
    Path hlog = rawFile.resolveSibling(hlogName(rawFile));
    Path outcome = scratch.resolve("outcome.properties");
    Path text = scratch.resolve("request.properties");
    try {
      Files.writeString(text, request.text());
      Files.deleteIfExists(outcome);
      run(request, List.of(text, rawFile, hlog, outcome));
      if (!Files.exists(outcome)) {
        throw new HostIoException("the JVM that measures " + target + " said nothing at its end");
      }
      return result(request, outcome(outcome, target), LatencyLog.read(hlog));
    } catch (IOException e) {
      throw new HostIoException("host I/O on " + target + ": " + e.getMessage(), e);
    }
  }

  private static String hlogName(Path rawFile) {
    String name = String.valueOf(rawFile.getFileName());
    return (name.endsWith(".json") ? name.substring(0, name.length() - 5) : name) + ".hlog";
  }

  private static void run(Request request, List<Path> files) throws InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "flock",
                "--no-fork",
                "--timeout",
                "5",
                "--conflict-exit-code",
                String.valueOf(TAKEN),
                request.target().toString(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms64m",
                "-Xmx512m",
                "-XX:-UsePerfData",
                "-Djmh.ignoreLock=true",
                "-cp",
                System.getProperty("java.class.path"),
                Fork.class.getName()));
    files.forEach(file -> command.add(file.toString()));
    Command.Result ended;
    try {
      ended = Command.run(request.job().ramp().plus(request.job().window()).plus(SLACK), command);
    } catch (CommandException e) {
      throw new HostIoException("host I/O on " + request.target() + ": " + e.getMessage(), e);
    }
    if (ended.exitCode() == TAKEN) {
      throw new HostIoException(
          request.target() + " is being measured by another process: wait until that is done");
    }
    if (ended.exitCode() != 0) {
      String words = (ended.errors() + ended.output()).strip();
      throw new HostIoException(
          "the JVM that measures %s failed (exit %d): %s"
              .formatted(
                  request.target(),
                  ended.exitCode(),
                  words.substring(Math.max(0, words.length() - MAX_WORDS))));
    }
  }

  private static Properties outcome(Path file, Path target) throws IOException {
    Properties outcome = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      outcome.load(reader);
    }
    String failure = outcome.getProperty(Fork.FAILURE);
    if (failure != null) {
      throw new HostIoException("host I/O on " + target + " failed: " + failure);
    }
    return outcome;
  }

  private static HostIoResult result(
      Request request, Properties outcome, Map<Series, Histogram> histograms) throws IOException {
    PlainJob job = request.job();
    double score = number(outcome, Fork.SCORE);
    long transfers = count(histograms, Series.READ) + count(histograms, Series.WRITE);
    if (transfers == 0 || !(score > 0)) {
      throw new HostIoException(
          "host I/O on "
              + request.target()
              + ": no I/O ended within "
              + job.window().toMillis()
              + " ms: take a longer window");
    }
    Map<IoKind, IoMeasurement> io = new EnumMap<>(IoKind.class);
    Map<IoKind, Histogram> kept = new EnumMap<>(IoKind.class);
    for (IoKind kind : List.of(IoKind.READ, IoKind.WRITE, IoKind.SYNC)) {
      Series series = Series.of(kind);
      Histogram histogram = histograms.get(series);
      if (histogram != null) {
        double mean = number(outcome, Fork.SUM + series.tag()) / histogram.getTotalCount();
        io.put(kind, measurement(job, kind, histogram, mean, score / transfers));
        kept.put(kind, histogram);
      }
    }
    double due = job.arrivals().map(a -> a.perSecond() * seconds(job.window())).orElse(0.0);
    return new HostIoResult(
        job.depth() == 1 ? "psync" : "io_uring",
        Instant.parse(text(outcome, Fork.STARTED)),
        Instant.parse(text(outcome, Fork.ENDED)),
        io,
        kept,
        number(outcome, Fork.CLOCK),
        due > 0 ? Math.min(100, 100 * number(outcome, Fork.BEHIND) / due) : 0,
        effective(request, histograms.get(Series.SERVICE)));
  }

  private static IoMeasurement measurement(
      PlainJob job, IoKind kind, Histogram histogram, double mean, double perSecondAndCount) {
    long ios = histogram.getTotalCount();
    long blockBytes = kind == IoKind.SYNC ? 0 : job.blockBytes();
    double iops = perSecondAndCount * ios;
    return new IoMeasurement(
        ios,
        ios * blockBytes,
        job.window().toMillis(),
        iops,
        iops * blockBytes,
        mean,
        histogram.getStdDeviation(),
        mean,
        0,
        0);
  }

  private static Map<String, String> effective(Request request, @Nullable Histogram service)
      throws IOException {
    PlainJob job = request.job();
    Map<String, String> effective = new TreeMap<>();
    effective.put("pattern", job.random() ? "random" : "sequential");
    effective.put("block bytes", String.valueOf(job.blockBytes()));
    effective.put("threads", String.valueOf(job.threads()));
    effective.put("depth", String.valueOf(job.depth()));
    effective.put("direct", String.valueOf(job.direct()));
    if (job.depth() == 1) {
      effective.put(
          "calls", Transfers.isRefusedByJava(request) ? "pread, pwrite (libc)" : "FileChannel");
    }
    effective.put("sync", job.sync().name().toLowerCase(Locale.ROOT));
    effective.put("span bytes", String.valueOf(request.spanBytes()));
    job.arrivals()
        .ifPresent(
            a ->
                effective.put(
                    "arrivals",
                    String.format(
                        Locale.ROOT,
                        "%s/s, %s",
                        a.perSecond(),
                        a.poisson() ? "Poisson" : "equal")));
    if (service != null) {
      effective.put("service time p50 nanos", String.valueOf(service.getValueAtPercentile(50)));
      effective.put("service time p99 nanos", String.valueOf(service.getValueAtPercentile(99)));
    }
    return effective;
  }

  private static long count(Map<Series, Histogram> histograms, Series series) {
    Histogram histogram = histograms.get(series);
    return histogram == null ? 0 : histogram.getTotalCount();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static double number(Properties outcome, String key) {
    return Double.parseDouble(text(outcome, key));
  }

  private static String text(Properties outcome, String key) {
    String value = outcome.getProperty(key);
    if (value == null) {
      throw new HostIoException("the JVM that measured did not say its " + key);
    }
    return value;
  }
}
