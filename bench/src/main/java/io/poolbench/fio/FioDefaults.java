package io.poolbench.fio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What poolbench adds to a job file; docs/workloads.md says why, line by line. */
final class FioDefaults {
  /** A job bounded by size alone still ends. */
  private static final String SIZE_BOUND_CAP = "1h";

  private FioDefaults() {}

  /** What bounds a job, or is done when it ends; a job that warms up is ended from outside. */
  private static final Set<String> BOUNDS_AND_ENDS =
      Set.of(
          "runtime",
          "time_based",
          "io_size",
          "number_ios",
          "loops",
          "ramp_time",
          "end_fsync",
          "fsync_on_close");

  /** What of a job its pattern of writes is made of, beside order and block size. */
  private static final Set<String> PATTERN =
      Set.of("bssplit", "bsrange", "iodepth", "ioengine", "direct", "numjobs", "thread");

  static FioJobFile effective(FioJobFile file, String device, long spanBytes, long seed) {
    return effective(file, device, spanBytes, seed, file.seriesInterval());
  }

  static FioJobFile warmUp(
      FioJobFile file, String device, long spanBytes, long seed, Duration longest) {
    List<FioSection> sections = new ArrayList<>();
    for (FioSection section : file.sections()) {
      List<FioOption> kept = new ArrayList<>(section.options());
      kept.removeIf(option -> BOUNDS_AND_ENDS.contains(option.canonicalName()));
      sections.add(new FioSection(section.name(), section.line(), kept));
    }
    Map<String, String> bounds = new LinkedHashMap<>();
    bounds.put("runtime", longest.toMillis() + "ms");
    bounds.put("time_based", "1");
    return effective(
        with(new FioJobFile(sections), bounds), device, spanBytes, seed, Optional.empty());
  }

  static FioJobFile preconditioning(
      FioJobFile file, String device, long spanBytes, long bytes, long seed, Duration longest) {
    long all = file.jobs().stream().mapToLong(job -> job.options().numjobs()).sum();
    List<FioSection> sections = new ArrayList<>();
    for (FioJob job : file.jobs()) {
      FioOptions options = job.options();
      List<FioOption> kept = new ArrayList<>(options.all());
      kept.removeIf(option -> !PATTERN.contains(option.canonicalName()));
      kept.add(set("rw", options.rw().startsWith("rand") ? "randwrite" : "write"));
      if (!options.has("bssplit") && !options.has("bsrange")) {
        kept.add(set("bs", Long.toString(options.blockSizes()[1])));
      }
      kept.add(set("io_size", Long.toString(bytes / all)));
      kept.add(set("runtime", longest.toMillis() + "ms"));
      sections.add(new FioSection(job.name(), job.line(), kept));
    }
    return effective(new FioJobFile(sections), device, spanBytes, seed, Optional.empty());
  }

  /** The file with more options in each of its jobs. */
  static FioJobFile with(FioJobFile file, Map<String, String> options) {
    List<FioSection> sections = new ArrayList<>();
    for (FioSection section : file.sections()) {
      List<FioOption> all = new ArrayList<>(section.options());
      if (!section.isGlobal()) {
        options.forEach((name, value) -> all.add(set(name, value)));
      }
      sections.add(new FioSection(section.name(), section.line(), all));
    }
    return new FioJobFile(sections);
  }

  private static FioJobFile effective(
      FioJobFile file, String device, long spanBytes, long seed, Optional<Duration> series) {
    if (!device.matches("/dev/[A-Za-z0-9/_.-]+") || spanBytes <= 0) {
      throw new IllegalArgumentException(
          "expected a device below /dev and a positive span, found " + device + ", " + spanBytes);
    }
    List<FioSection> sections = new ArrayList<>();
    List<FioOption> global =
        new ArrayList<>(
            List.of(
                set("filename", device),
                set("allow_file_create", "0"),
                set("direct", "1"),
                set("ioengine", "libaio"),
                set("group_reporting", "0"),
                set("randseed", Long.toString(1 + Math.floorMod(seed, (long) Integer.MAX_VALUE))),
                set("verify_state_save", "0"),
                set("clat_percentiles", "1"),
                set("percentile_list", "50:90:95:99:99.9:99.99")));
    series.ifPresent(interval -> global.addAll(series(interval)));
    sections.add(new FioSection("global", 0, global));
    for (FioJob job : file.jobs()) {
      sections.add(new FioSection(job.name(), job.line(), bounded(job.options(), spanBytes)));
    }
    return new FioJobFile(sections);
  }

  /** fio keeps the rates in memory and writes them once a job has ended. */
  private static List<FioOption> series(Duration interval) {
    return List.of(
        set("write_iops_log", FioRateLogs.PREFIX),
        set("write_bw_log", FioRateLogs.PREFIX),
        set("log_avg_msec", Long.toString(interval.toMillis())));
  }

  private static List<FioOption> bounded(FioOptions options, long spanBytes) {
    List<FioOption> all = new ArrayList<>(options.all());
    if (!options.has("size")) {
      all.add(set("size", Long.toString(spanBytes)));
    }
    if (!options.has("runtime")) {
      all.add(set("runtime", SIZE_BOUND_CAP));
    } else if (!options.has("time_based")
        && !options.has("io_size")
        && !options.has("number_ios")
        && !options.has("loops")) {
      all.add(set("time_based", "1"));
    }
    return all;
  }

  private static FioOption set(String name, String value) {
    return new FioOption(name, Optional.of(value), 0);
  }
}
