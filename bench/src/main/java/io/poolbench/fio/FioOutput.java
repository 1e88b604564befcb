package io.poolbench.fio;

import java.util.List;
import java.util.Map;

/**
 * fio's JSON or json+ output, also of foreign runs (fio 2.x and 3.x, client/server).
 *
 * @param version such as {@code fio-3.33}
 * @param timestamp seconds since the epoch, 0 where fio gave none
 * @param globalOptions the options of [global] as fio echoes them
 * @param notes the lines fio wrote before the JSON: warnings and errors
 */
public record FioOutput(
    String version,
    long timestamp,
    Map<String, String> globalOptions,
    List<FioJobResult> jobs,
    List<FioDiskUtil> diskUtil,
    List<String> notes) {

  public FioOutput {
    jobs = List.copyOf(jobs);
    diskUtil = List.copyOf(diskUtil);
    notes = List.copyOf(notes);
  }

  /**
   * Reads fio's output; missing parts are empty or 0.
   *
   * @throws FioFormatException when it is no fio output, is cut off, or bears a value of the wrong
   *     kind
   */
  public static FioOutput parse(String text) {
    return FioOutputParser.parse(text);
  }

  /** The latencies of one kind over all jobs that had any, for merging: clat, or lat for SYNC. */
  public List<FioLatency> completionLatencies(IoKind kind) {
    return jobs.stream()
        .flatMap(j -> java.util.stream.Stream.ofNullable(j.streams().get(kind)))
        .flatMap(s -> (kind == IoKind.SYNC ? s.lat() : s.clat()).stream())
        .filter(l -> l.samples() > 0)
        .toList();
  }
}
