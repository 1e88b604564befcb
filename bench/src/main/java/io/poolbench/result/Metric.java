package io.poolbench.result;

/**
 * One figure of a workload: a statistic of one kind of I/O, such as {@code read.iops} or {@code
 * sync.lat_p99}.
 */
public record Metric(IoKind kind, Statistic statistic) {
  /** Its name in files: kind, dot, statistic. */
  public String name() {
    return kind.word() + "." + statistic.word();
  }

  public String unit() {
    return statistic.unit();
  }

  @Override
  public String toString() {
    return name();
  }
}
