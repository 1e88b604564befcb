package io.poolbench.workload;

import io.poolbench.fio.IoKind;
import java.time.Duration;
import java.util.Set;

/** Something that issues I/O and is measured. */
public sealed interface Workload permits FioWorkload {
  /** Its label in plans, results and charts. */
  String name();

  /** Time measured; an estimate where the workload is bounded by size. */
  Duration measuringTime();

  /** Time spent before measuring begins; a bound where that depends on what is seen. */
  Duration rampTime();

  /** The kinds of I/O it will issue, never empty. */
  Set<IoKind> kinds();

  /** The kind its headline figures are about. */
  IoKind primaryKind();

  /** I/Os kept in flight at most, over all jobs that run at once. */
  long effectiveDepth();

  /** One line for people. */
  String description();

  default boolean readsData() {
    return kinds().contains(IoKind.READ);
  }

  default boolean writesData() {
    return kinds().contains(IoKind.WRITE) || kinds().contains(IoKind.TRIM);
  }
}
