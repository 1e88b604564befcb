package io.poolbench.fio;

import java.util.Map;
import java.util.Optional;

/**
 * What fio reports of one job, or of a group with group_reporting.
 *
 * @param error errno, 0 for none; fio also gives 0 when it could not open the file: see {@link
 *     #totalIos} and {@link FioOutput#notes}
 * @param elapsedSeconds whole seconds, ramp included
 * @param streams the kinds that had any I/O
 * @param options the job's options as fio echoes them, of the job only
 * @param userCpuPercent of the job's runtime
 * @param iodepthLevel fio's distribution of the achieved depth: level ("1", "2", …, "&gt;=64") to
 *     percent of I/Os
 */
public record FioJobResult(
    String name,
    int error,
    Optional<String> hostname,
    long elapsedSeconds,
    Map<IoKind, FioStream> streams,
    Map<String, String> options,
    double userCpuPercent,
    double systemCpuPercent,
    Map<String, Double> iodepthLevel) {

  /** I/Os of every kind. */
  public long totalIos() {
    return streams.values().stream().mapToLong(FioStream::totalIos).sum();
  }
}
