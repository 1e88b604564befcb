package io.poolbench.fio;

import java.util.ArrayList;
import java.util.List;

/**
 * What fio logs of a job's rates over time ({@code write_iops_log} and {@code write_bw_log} with
 * {@code log_avg_msec}): one file per job and rate, of which {@link #COLLECT} makes one.
 *
 * <p>Source: fio's HOWTO, "Log File Formats": {@code time (msec), value, data direction, …}; times
 * count from the end of the ramp, and the value is the mean rate since the job's entry before.
 */
public record FioRateLogs(List<Entry> ios, List<Entry> kibibytes) {
  /** Where fio is told to write them; it does when a job has ended. */
  static final String PREFIX = "/run/series";

  /** The file that {@link #COLLECT} makes. */
  public static final String COLLECTED = PREFIX;

  /** Removes what an earlier job left; a line of the guest's shell. */
  public static final String CLEAR = "rm -f " + PREFIX + "*";

  /** Makes one file of all logs, a blank line after each; a line of the guest's shell. */
  public static final String COLLECT =
      "for l in iops bw; do echo $l; for f in "
          + PREFIX
          + "_$l.*.log; do [ -f \"$f\" ] && cat \"$f\" && echo; done; done >"
          + COLLECTED;

  private static final List<IoKind> DIRECTIONS = List.of(IoKind.READ, IoKind.WRITE, IoKind.TRIM);

  /**
   * A mean rate.
   *
   * @param job which of the files it stood in
   * @param millis from the end of the ramp to the end of what it is the mean of
   * @param rate per second, rounded down by fio
   */
  public record Entry(int job, long millis, IoKind kind, long rate) {}

  public FioRateLogs {
    ios = List.copyOf(ios);
    kibibytes = List.copyOf(kibibytes);
  }

  /**
   * Reads the collected logs.
   *
   * @throws FioFormatException when a line is none of fio's
   */
  public static FioRateLogs parse(String text) {
    List<Entry> ios = new ArrayList<>();
    List<Entry> kibibytes = new ArrayList<>();
    List<Entry> current = ios;
    int job = 0;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.equals("iops") || line.equals("bw")) {
        current = line.equals("iops") ? ios : kibibytes;
        job = 0;
      } else if (line.isBlank()) {
        job++;
      } else {
        current.add(entry(job, line, number));
      }
    }
    return new FioRateLogs(ios, kibibytes);
  }

  private static Entry entry(int job, String line, int number) {
    String[] fields = line.split(",", -1);
    try {
      long millis = Long.parseLong(fields[0].strip());
      long rate = Long.parseLong(fields[1].strip());
      IoKind kind = DIRECTIONS.get(Integer.parseInt(fields[2].strip()));
      return new Entry(job, millis, kind, rate);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw new FioFormatException(
          "fio's rate log, line " + number + ": expected 'time, rate, direction', found " + line,
          e);
    }
  }
}
