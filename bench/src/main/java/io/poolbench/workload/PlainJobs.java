package io.poolbench.workload;

import io.poolbench.fio.FioJobFile;
import io.poolbench.fio.FioOption;
import io.poolbench.fio.FioOptions;
import io.poolbench.fio.FioUnits;
import io.poolbench.result.Vantage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which of fio's jobs can be issued by every engine, and what they are then. */
public final class PlainJobs {
  /** What of fio's options a plain job is made of; any other changes what is asked for. */
  private static final Set<String> PLAIN =
      Set.of(
          "rw",
          "bs",
          "iodepth",
          "numjobs",
          "thread",
          "direct",
          "ioengine",
          "fsync",
          "fdatasync",
          "rwmixread",
          "rwmixwrite",
          "rate_iops",
          "rate_process",
          "runtime",
          "time_based",
          "ramp_time",
          "norandommap",
          "random_generator",
          "description");

  private static final Set<String> PATTERNS =
      Set.of("read", "write", "randread", "randwrite", "rw", "readwrite", "randrw");
  private static final int HALF = 50;

  private PlainJobs() {}

  /**
   * Why jobs cannot be measured from a vantage.
   *
   * @param option fio's word for what stands against it; empty where it is all of them
   */
  public record Refusal(String option, String reason) {}

  /** Empty when they can. The jobs have passed fio's guard. */
  public static Optional<Refusal> against(FioJobFile jobs, Vantage vantage) {
    if (vantage == Vantage.GUEST) {
      return Optional.empty();
    }
    if (jobs.jobs().size() != 1) {
      return refuse("", "there are " + jobs.jobs().size() + " jobs; one is what it can do");
    }
    FioOptions options = jobs.jobs().get(0).options();
    return beyond(options).or(() -> vantage == Vantage.QEMU ? inQemu(options) : Optional.empty());
  }

  private static Optional<Refusal> beyond(FioOptions o) {
    for (FioOption option : o.all()) {
      if (!PLAIN.contains(option.canonicalName())) {
        return refuse(option.name(), "nothing but fio has " + option.name());
      }
    }
    if (!PATTERNS.contains(o.value("rw").orElse("read"))) {
      return refuse("rw", "nothing but fio has rw=" + o.value("rw").orElse(""));
    }
    long[] sizes = o.blockSizes();
    if (sizes[0] != sizes[1] || sizes[0] % 512 != 0) {
      return refuse("bs", "one block size is expected, of whole sectors");
    }
    if (o.runtime().isEmpty()) {
      return refuse("runtime", "it needs a runtime");
    }
    if (o.has("direct") && !o.flag("direct")) {
      return refuse("direct", "a page cache in the guest has no counterpart outside");
    }
    long period = Math.max(period(o, "fsync"), period(o, "fdatasync"));
    if (period > 1) {
      return refuse(o.has("fsync") ? "fsync" : "fdatasync", "a sync after each write is expected");
    }
    if (period == 1 && o.iodepth() > 1) {
      return refuse("iodepth", "a sync after each write is for iodepth=1");
    }
    if (o.value("rate_iops").orElse("").contains(",")) {
      return refuse("rate_iops", "one rate is expected");
    }
    if (o.rateIops().isPresent() && isMixed(o)) {
      return refuse("rate_iops", "a rate is for reads or for writes");
    }
    if (o.rateIops().filter(rate -> rate < o.numjobs()).isPresent()) {
      return refuse("rate_iops", "at least 1 a second is expected");
    }
    return Optional.empty();
  }

  /** What qemu-img bench leaves out. */
  private static Optional<Refusal> inQemu(FioOptions o) {
    if (isMixed(o)) {
      return refuse("rw", "qemu-img bench reads or writes, not both");
    }
    if (o.numjobs() > 1) {
      return refuse("numjobs", "qemu-img bench is one job");
    }
    return o.rateIops().isPresent()
        ? refuse("rate_iops", "qemu-img bench knows no rate")
        : Optional.empty();
  }

  private static boolean isMixed(FioOptions o) {
    return List.of("rw", "readwrite", "randrw").contains(o.rw());
  }

  private static Optional<Refusal> refuse(String option, String reason) {
    return Optional.of(new Refusal(option, reason));
  }

  private static long period(FioOptions o, String option) {
    return o.value(option).map(v -> FioUnits.count(v, 0, Integer.MAX_VALUE)).orElse(0L);
  }

  /**
   * The job; {@link #against} has nothing to say of it.
   *
   * @param ramp before the window
   */
  static PlainJob of(FioJobFile jobs, Duration ramp, long seed) {
    FioOptions o = jobs.jobs().get(0).options();
    boolean syncs = period(o, "fsync") == 1 || period(o, "fdatasync") == 1;
    return new PlainJob(
        o.rw().startsWith("rand"),
        readPercent(o),
        Math.toIntExact(o.blockSizes()[0]),
        Math.toIntExact(o.numjobs()),
        Math.toIntExact(FioWorkload.depth(o)),
        true,
        syncs ? PlainJob.Sync.FDATASYNC : PlainJob.Sync.NONE,
        // fio's rate is each job's own
        o.rateIops()
            .map(
                rate ->
                    new PlainJob.Arrivals(
                        (double) rate * o.numjobs(),
                        o.value("rate_process").filter("poisson"::equals).isPresent())),
        ramp,
        o.runtime().orElseThrow(),
        seed);
  }

  private static int readPercent(FioOptions o) {
    if (List.of("read", "randread").contains(o.rw())) {
      return 100;
    }
    if (List.of("write", "randwrite").contains(o.rw())) {
      return 0;
    }
    return percent(o, "rwmixread")
        .orElseGet(() -> percent(o, "rwmixwrite").map(writes -> 100 - writes).orElse(HALF));
  }

  private static Optional<Integer> percent(FioOptions o, String option) {
    return o.value(option).map(v -> Math.toIntExact(FioUnits.count(v, 0, 100)));
  }
}
