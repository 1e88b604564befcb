package io.poolbench.fio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A fio job file: sections in order, fio's words unchanged. Parsing checks the form only; {@link
 * FioOptionGuard} checks the meaning.
 */
public record FioJobFile(List<FioSection> sections) {
  private static final int SERIES_INTERVALS = 100;

  public FioJobFile {
    sections = List.copyOf(sections);
  }

  /** A job file and all that was wrong with its form; what could be read is kept. */
  public record Parsed(FioJobFile file, List<FioProblem> problems) {}

  /** Reads a job file. Never throws: whatever is wrong is among the problems. */
  public static Parsed parse(String text) {
    return new FioJobFileParser().parse(text);
  }

  /** One job from words given elsewhere; an empty value is a bare word such as time_based. */
  public static FioJobFile inline(String jobName, Map<String, String> options) {
    List<FioOption> list = new ArrayList<>();
    options.forEach(
        (k, v) -> list.add(new FioOption(k, Optional.of(v).filter(s -> !s.isEmpty()), 0)));
    return new FioJobFile(List.of(new FioSection(jobName, 0, list)));
  }

  /** The jobs; a [global] section holds for all jobs after it, as in fio. */
  public List<FioJob> jobs() {
    List<FioOption> global = new ArrayList<>();
    List<FioJob> jobs = new ArrayList<>();
    for (FioSection section : sections) {
      if (section.isGlobal()) {
        global.addAll(section.options());
      } else {
        List<FioOption> all = new ArrayList<>(global);
        all.addAll(section.options());
        jobs.add(new FioJob(section.name(), section.line(), new FioOptions(all)));
      }
    }
    return jobs;
  }

  /** The file as fio reads it, one blank line between sections, without comments. */
  public String render() {
    StringBuilder out = new StringBuilder();
    for (FioSection section : sections) {
      if (out.length() > 0) {
        out.append('\n');
      }
      out.append('[').append(section.name()).append("]\n");
      section.options().forEach(o -> out.append(o.render()).append('\n'));
    }
    return out.toString();
  }

  /**
   * What is run in the guest: poolbench's defaults (docs/workloads.md), then each job with all its
   * options.
   *
   * @param device the test disk as the guest names it, such as {@code /dev/vda}
   * @param spanBytes what a job without a size covers
   * @param seed of fio's generators
   */
  public FioJobFile effective(String device, long spanBytes, long seed) {
    return FioDefaults.effective(this, device, spanBytes, seed);
  }

  /** Whether every job says how long it runs, so that the times below are no guess. */
  public boolean isTimed() {
    return jobs().stream().allMatch(j -> j.options().runtime().isPresent());
  }

  /** Time measured: the longest of concurrent jobs, summed over stonewalls. */
  public Duration measuringTime() {
    return overGroups(FioJob::measuringTime);
  }

  /** Ramp and start delays: the longest of concurrent jobs, summed over stonewalls. */
  public Duration rampTime() {
    return overGroups(FioJob::unmeasuredTime);
  }

  /** The same jobs with a ramp of this length. */
  public FioJobFile withRamp(Duration ramp) {
    return FioDefaults.with(this, Map.of("ramp_time", ramp.toMillis() + "ms"));
  }

  /**
   * The jobs as they are run to warm up, until they are ended: whatever bounds them is left out,
   * and what they would do at their end; nothing is logged.
   *
   * @param longest after which they end by themselves
   */
  public FioJobFile warmUp(String device, long spanBytes, long seed, Duration longest) {
    return FioDefaults.warmUp(this, device, spanBytes, seed, longest);
  }

  /**
   * The jobs as writes over the whole disk, in their block sizes and depths, sequential or at
   * random as they are.
   *
   * @param bytes what all of them write together
   * @param longest after which they end with less
   */
  public FioJobFile preconditioning(
      String device, long spanBytes, long bytes, long seed, Duration longest) {
    return FioDefaults.preconditioning(this, device, spanBytes, bytes, seed, longest);
  }

  /**
   * How long each interval of its series is: about a hundredth of the window, 0.1 s to 10 s. Empty
   * where jobs wait for one another or begin late, and so have no window in common.
   */
  public Optional<Duration> seriesInterval() {
    boolean apart = jobs().stream().anyMatch(j -> j.waits() || !j.options().startDelay().isZero());
    long millis = measuringTime().toMillis() / SERIES_INTERVALS;
    return apart
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(Math.max(100, Math.min(millis / 10 * 10, 10_000))));
  }

  private Duration overGroups(Function<FioJob, Duration> time) {
    Duration sum = Duration.ZERO;
    Duration longest = Duration.ZERO;
    for (FioJob job : jobs()) {
      if (job.waits()) {
        sum = sum.plus(longest);
        longest = Duration.ZERO;
      }
      Duration t = time.apply(job);
      longest = longest.compareTo(t) > 0 ? longest : t;
    }
    return sum.plus(longest);
  }
}
