package io.poolbench.hostio;

import io.poolbench.workload.PlainJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A job and its target, as text for the JVM that does it: {@code key=value} by line, so that JMH's
 * own output says what was measured. JMH takes any parameter; this takes exactly its own.
 *
 * @param spanBytes I/O stays in the target's first bytes, so many
 */
record Request(PlainJob job, Path target, long spanBytes) {
  Request {
    long threads = job.random() ? 1 : job.threads();
    if (spanBytes / job.blockBytes() < threads) {
      throw new IllegalArgumentException(
          "a span of "
              + spanBytes
              + " bytes is too small for "
              + threads
              + " × blocks of "
              + job.blockBytes());
    }
    if (target.toString().contains("\n")) {
      throw new IllegalArgumentException("a path of one line is expected: " + target);
    }
    if (job.depth() > 1 && job.sync() == PlainJob.Sync.FDATASYNC) {
      throw new IllegalArgumentException(
          "fdatasync after each write is for depth 1: a queue has no 'after'");
    }
    if (job.arrivals().isPresent() && job.arrivals().get().perSecond() < job.threads()) {
      throw new IllegalArgumentException(
          "at least one a second and thread must arrive: the window ends with an I/O");
    }
    if (job.window().toMillis() < 1) {
      throw new IllegalArgumentException("the window is empty");
    }
  }

  String text() {
    StringBuilder out = new StringBuilder();
    fields().forEach((key, value) -> out.append(key).append('=').append(value).append('\n'));
    return out.toString();
  }

  private Map<String, String> fields() {
    Map<String, String> fields = new TreeMap<>();
    fields.put("random", String.valueOf(job.random()));
    fields.put("readPercent", String.valueOf(job.readPercent()));
    fields.put("blockBytes", String.valueOf(job.blockBytes()));
    fields.put("threads", String.valueOf(job.threads()));
    fields.put("depth", String.valueOf(job.depth()));
    fields.put("direct", String.valueOf(job.direct()));
    fields.put("sync", job.sync().name());
    fields.put(
        "arrivals",
        job.arrivals()
            .map(a -> String.format(Locale.ROOT, "%s %s", a.perSecond(), a.poisson()))
            .orElse("none"));
    fields.put("rampMillis", String.valueOf(job.ramp().toMillis()));
    fields.put("windowMillis", String.valueOf(job.window().toMillis()));
    fields.put("seed", String.valueOf(job.seed()));
    fields.put("target", target.toString());
    fields.put("spanBytes", String.valueOf(spanBytes));
    return fields;
  }

  /**
   * @throws IllegalArgumentException when a key is missing, unknown or given twice
   */
  static Request parse(String text) {
    Map<String, String> given = new TreeMap<>();
    text.lines()
        .forEach(
            line -> {
              String[] parts = line.split("=", 2);
              if (parts.length < 2 || given.put(parts[0], parts[1]) != null) {
                throw new IllegalArgumentException("not a key of its own: " + line);
              }
            });
    Request request =
        new Request(
            new PlainJob(
                truth(take(given, "random")),
                Integer.parseInt(take(given, "readPercent")),
                Integer.parseInt(take(given, "blockBytes")),
                Integer.parseInt(take(given, "threads")),
                Integer.parseInt(take(given, "depth")),
                truth(take(given, "direct")),
                PlainJob.Sync.valueOf(take(given, "sync")),
                arrivals(take(given, "arrivals")),
                Duration.ofMillis(Long.parseLong(take(given, "rampMillis"))),
                Duration.ofMillis(Long.parseLong(take(given, "windowMillis"))),
                Long.parseLong(take(given, "seed"))),
            Path.of(take(given, "target")),
            Long.parseLong(take(given, "spanBytes")));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + given.keySet());
    }
    return request;
  }

  private static String take(Map<String, String> given, String key) {
    String value = given.remove(key);
    if (value == null) {
      throw new IllegalArgumentException("missing: " + key);
    }
    return value;
  }

  private static boolean truth(String word) {
    if (!word.equals("true") && !word.equals("false")) {
      throw new IllegalArgumentException("true or false is expected: " + word);
    }
    return word.equals("true");
  }

  private static Optional<PlainJob.Arrivals> arrivals(String text) {
    if (text.equals("none")) {
      return Optional.empty();
    }
    String[] parts = text.split(" ", 2);
    return Optional.of(
        new PlainJob.Arrivals(
            Double.parseDouble(parts[0]), truth(parts.length > 1 ? parts[1] : "")));
  }
}
