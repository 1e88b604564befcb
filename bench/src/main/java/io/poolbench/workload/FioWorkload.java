package io.poolbench.workload;

import io.poolbench.fio.FioJob;
import io.poolbench.fio.FioJobFile;
import io.poolbench.fio.FioOptionGuard;
import io.poolbench.fio.FioOptions;
import io.poolbench.fio.FioProblem;
import io.poolbench.fio.IoKind;
import io.poolbench.result.Vantage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A fio job file that has passed the guard.
 *
 * @param ramp where the ramp ends by itself; the jobs then have none of their own
 * @param further from where else than the guest it is measured, see {@link PlainJobs}
 */
public record FioWorkload(
    String name, FioJobFile jobs, Optional<AutoRamp> ramp, List<Vantage> further)
    implements Workload {
  private static final Duration WARM_UP_SLACK = Duration.ofMinutes(5);
  private static final long WARM_UP_SEED = 1_000_003;
  private static final Set<String> SYNCHRONOUS =
      Set.of("psync", "sync", "pvsync", "pvsync2", "mmap");

  /**
   * @throws IllegalArgumentException when the guard refuses the job file, or it has no job
   */
  public FioWorkload {
    List<FioProblem> problems = FioOptionGuard.problems(jobs);
    if (!problems.isEmpty() || jobs.jobs().isEmpty()) {
      throw new IllegalArgumentException(
          "workload " + name + ": " + (problems.isEmpty() ? "no job" : problems.toString()));
    }
    further = List.copyOf(further);
    for (Vantage vantage : further) {
      PlainJobs.against(jobs, vantage)
          .ifPresent(
              refusal -> {
                throw new IllegalArgumentException("workload " + name + ": " + refusal.reason());
              });
    }
  }

  /** A workload that is measured in the guest alone. */
  public FioWorkload(String name, FioJobFile jobs, Optional<AutoRamp> ramp) {
    this(name, jobs, ramp, List.of());
  }

  /** A workload whose ramp is its jobs' own. */
  public FioWorkload(String name, FioJobFile jobs) {
    this(name, jobs, Optional.empty());
  }

  /**
   * The job as it is measured from further vantages. A ramp that ends by itself is there as long as
   * the window.
   */
  public PlainJob plain(long seed) {
    return PlainJobs.of(jobs, ramp.map(AutoRamp::shortest).orElseGet(jobs::rampTime), seed);
  }

  /** The job file as it is measured, see {@link FioJobFile#effective}. */
  public FioJobFile effective(String device, long spanBytes, long seed) {
    FioJobFile measured = ramp.isPresent() ? jobs.withRamp(AutoRamp.HANDOVER) : jobs;
    return measured.effective(device, spanBytes, seed);
  }

  /** The job file as it warms up, with other offsets than those measured. */
  public FioJobFile warmUp(String device, long spanBytes, long seed) {
    Duration longest = ramp.orElseThrow().bound().plus(WARM_UP_SLACK);
    // what the ramp read must not be what is read again when it counts
    return jobs.warmUp(device, spanBytes, seed + WARM_UP_SEED, longest);
  }

  @Override
  public Duration measuringTime() {
    return jobs.measuringTime();
  }

  @Override
  public Duration rampTime() {
    return ramp.map(r -> r.bound().plus(AutoRamp.HANDOVER)).orElseGet(jobs::rampTime);
  }

  @Override
  public Set<IoKind> kinds() {
    EnumSet<IoKind> kinds = EnumSet.noneOf(IoKind.class);
    jobs.jobs().forEach(job -> kinds.addAll(kinds(job.options())));
    return kinds;
  }

  /** Reads before writes before trims; a flush is never alone. */
  @Override
  public IoKind primaryKind() {
    return kinds().iterator().next();
  }

  /** Depth times numjobs, summed over concurrent jobs, the largest group between stonewalls. */
  @Override
  public long effectiveDepth() {
    long largest = 0;
    long group = 0;
    for (FioJob job : jobs.jobs()) {
      group = startsAfterOthers(job.options()) ? 0 : group;
      group += depth(job.options()) * job.options().numjobs();
      largest = Math.max(largest, group);
    }
    return largest;
  }

  @Override
  public String description() {
    String words =
        jobs.jobs().stream().map(j -> describe(j.options())).collect(Collectors.joining(" + "));
    return ramp.map(r -> words + ", ramp until steady, at most " + seconds(r.bound()))
        .orElse(words);
  }

  private static String seconds(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }

  private static boolean startsAfterOthers(FioOptions options) {
    return options.flag("stonewall") || options.has("wait_for");
  }

  /** A synchronous engine keeps one I/O in flight whatever iodepth says (fio HOWTO, iodepth). */
  static long depth(FioOptions options) {
    return SYNCHRONOUS.contains(options.value("ioengine").orElse("libaio")) ? 1 : options.iodepth();
  }

  private static Set<IoKind> kinds(FioOptions options) {
    EnumSet<IoKind> kinds =
        switch (options.rw()) {
          case "read", "randread" -> EnumSet.of(IoKind.READ);
          case "write", "randwrite" -> EnumSet.of(IoKind.WRITE);
          case "trim", "randtrim" -> EnumSet.of(IoKind.TRIM);
          case "rw", "readwrite", "randrw" -> EnumSet.of(IoKind.READ, IoKind.WRITE);
          case "trimwrite", "randtrimwrite" -> EnumSet.of(IoKind.WRITE, IoKind.TRIM);
          default -> throw new IllegalArgumentException("no rw word of fio: " + options.rw());
        };
    if (kinds.contains(IoKind.WRITE)
        && (options.isPositive("fsync") || options.isPositive("fdatasync"))) {
      kinds.add(IoKind.SYNC);
    }
    return kinds;
  }

  private static String describe(FioOptions o) {
    String order = o.rw().startsWith("rand") ? "random" : "sequential";
    String what =
        switch (o.rw().replaceFirst("^rand", "")) {
          case "read" -> "read";
          case "write" -> "write";
          case "trim" -> "trim";
          case "trimwrite" -> "trim and write";
          default -> "read and write";
        };
    StringBuilder out = new StringBuilder();
    out.append(blockSize(o)).append(' ').append(order).append(' ').append(what);
    out.append(", queue depth ").append(depth(o));
    if (o.numjobs() > 1) {
      out.append(", ").append(o.numjobs()).append(" jobs");
    }
    o.rateIops().ifPresent(rate -> out.append(", ").append(rate).append(" IOPS asked"));
    for (String flush : List.of("fsync", "fdatasync")) {
      if (o.isPositive(flush)) {
        String n = o.value(flush).orElse("1");
        out.append(", ").append(flush);
        out.append(n.equals("1") ? " after every write" : " every " + n + " writes");
      }
    }
    return out.toString();
  }

  private static String blockSize(FioOptions o) {
    if (o.has("bssplit") || o.has("bsrange")) {
      return "mixed-size";
    }
    long[] sizes = o.blockSizes();
    return size(sizes[kinds(o).iterator().next().ordinal() % 3]);
  }

  private static String size(long bytes) {
    for (int power = 4; power > 0; power--) {
      long unit = 1L << (10 * power);
      if (bytes >= unit && bytes % unit == 0) {
        return String.format(Locale.ROOT, "%d %ciB", bytes / unit, "KMGT".charAt(power - 1));
      }
    }
    return bytes + " B";
  }
}
