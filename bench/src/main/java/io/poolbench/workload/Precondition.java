package io.poolbench.workload;

import java.time.Duration;

/**
 * What is done to a disk before it is measured, the same for every backend.
 *
 * @param passes how often all of it is filled, at least 1
 * @param compressiblePercent how much of each block of the fill compresses away
 * @param rounds how often before each workload as many bytes as the disk has are written in that
 *     workload's own pattern; 0 for none
 * @param bound how long those rounds may take, all together
 */
public record Precondition(int passes, int compressiblePercent, int rounds, Duration bound) {
  /** In words, beside what every fill is; empty when nothing is asked for. */
  public String words() {
    StringBuilder out = new StringBuilder();
    if (passes > 1) {
      out.append(", ").append(passes).append(" passes");
    }
    if (compressiblePercent > 0) {
      out.append(", ").append(compressiblePercent).append(" % of it compressible");
    }
    if (rounds > 0) {
      out.append(", then before each workload ")
          .append(rounds)
          .append(rounds == 1 ? " round" : " rounds")
          .append(" of writes in its pattern, at most ")
          .append(bound.toSeconds())
          .append(" s");
    }
    return out.toString();
  }
}
