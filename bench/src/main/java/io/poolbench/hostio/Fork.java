package io.poolbench.hostio;

import io.poolbench.hostio.Latencies.Series;
import io.poolbench.workload.PlainJob;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The JVM that measures: {@link HostIo} starts it for one request. Says in a file what came of it.
 */
final class Fork {
  /** One is too short for the compiler, whatever the job's own ramp. */
  private static final long SHORTEST_RAMP_MILLIS = 1000;

  private static final int CLOCK_LOOKS = 400_000;

  /** Where each look is a system call, or one that is traced, as in a lab, they are fewer. */
  private static final long CLOCK_NANOS = 50_000_000;

  /** Keys of what is said. */
  static final String FAILURE = "failure";

  static final String SCORE = "score";
  static final String STARTED = "started";
  static final String ENDED = "ended";
  static final String BEHIND = "arrivals.behind";
  static final String CLOCK = "clock.nanos";
  static final String SUM = "sum.";

  private Fork() {}

  /** Arguments: the files of the request, of JMH's result, of the latencies, of the outcome. */
  public static void main(String[] files) throws IOException {
    Properties outcome = new Properties();
    try {
      Request request = Request.parse(Files.readString(Path.of(files[0])));
      measure(request, Path.of(files[1]), Path.of(files[2]), outcome);
    } catch (IOException | RuntimeException e) {
      outcome.setProperty(FAILURE, String.valueOf(e.getMessage()));
    }
    try (Writer out = Files.newBufferedWriter(Path.of(files[3]))) {
      outcome.store(out, null);
    }
  }

  private static void measure(Request request, Path json, Path hlog, Properties outcome)
      throws IOException {
    try (Measurement measurement = Measurement.begin(hlog)) {
      Collection<RunResult> results;
      try {
        results = new Runner(options(request, json)).run();
      } catch (RunnerException e) {
        IOException first = measurement.failure();
        throw first != null ? first : new IOException("JMH: " + e.getMessage(), e);
      }
      if (results.size() != 1) {
        throw new IOException("JMH returned " + results.size() + " results for one benchmark");
      }
      outcome.setProperty(
          SCORE, String.valueOf(results.iterator().next().getPrimaryResult().getScore()));
      outcome.setProperty(STARTED, measurement.started().toString());
      outcome.setProperty(ENDED, measurement.ended().toString());
      outcome.setProperty(BEHIND, String.valueOf(measurement.arrivalsBehind()));
      outcome.setProperty(CLOCK, String.valueOf(clockNanos()));
      for (Series series : Series.values()) {
        outcome.setProperty(SUM + series.tag(), String.valueOf(measurement.sum(series)));
      }
    }
  }

  private static Options options(Request request, Path json) {
    PlainJob job = request.job();
    return new OptionsBuilder()
        .include(HostIoBench.class.getName().replace(".", "\\.") + "\\.io$")
        .param("request", request.text())
        .forks(0)
        .threads(job.threads())
        .warmupIterations(1)
        .warmupTime(TimeValue.milliseconds(Math.max(job.ramp().toMillis(), SHORTEST_RAMP_MILLIS)))
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(job.window().toMillis()))
        .timeUnit(TimeUnit.SECONDS)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .resultFormat(ResultFormatType.JSON)
        .result(json.toString())
        .build();
  }

  /** What one look at the clock costs in a loop, the best of a few: as it is in the window. */
  private static double clockNanos() {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long begun = System.nanoTime();
      long last = begun;
      int looks = 0;
      while (looks < CLOCK_LOOKS && last - begun < CLOCK_NANOS) {
        last = System.nanoTime();
        looks++;
      }
      best = Math.min(best, (double) (last - begun) / looks);
    }
    return best;
  }
}
