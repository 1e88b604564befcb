package io.poolbench.fio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what would leave the test disk, run programs, reach the network, never end, change the
 * guest, or spoil the output, each with its reason (docs/workloads.md lists them).
 */
public final class FioOptionGuard {
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final long MOST_LOOPS = 1000;
  private static final List<String> BOUNDS = List.of("size", "io_size", "number_ios");

  private static final Pattern SECTION_NAME = Pattern.compile("[^\\[\\];#\\p{Cntrl}]{1,200}");

  private final List<FioProblem> problems = new ArrayList<>();

  private FioOptionGuard() {}

  /** All problems of a job file, in its order; none: it may be run. */
  public static List<FioProblem> problems(FioJobFile file) {
    FioOptionGuard guard = new FioOptionGuard();
    file.sections().forEach(guard::section);
    if (guard.problems.isEmpty()) {
      // bounds are judged on values known to be well-formed
      Set<String> names = new HashSet<>();
      file.jobs().forEach(job -> guard.job(job, names));
    }
    return List.copyOf(guard.problems);
  }

  private void section(FioSection section) {
    // a name given inline must not open a section of its own, nor be cut at a comment
    if (!SECTION_NAME.matcher(section.name()).matches()) {
      problems.add(
          new FioProblem(
              section.line(),
              section.name(),
              "",
              "expected a name without [ ] ; # or controls",
              Optional.empty()));
    }
    for (FioOption option : section.options()) {
      if (!FioWords.isKnown(option.name())) {
        add(section.name(), option, "fio 3.33 has no such option", nearest(option.name()));
        continue;
      }
      FioRefusals.reason(option.canonicalName())
          .or(() -> FioValues.problem(option))
          .ifPresent(reason -> add(section.name(), option, reason, Optional.empty()));
    }
  }

  private void job(FioJob job, Set<String> names) {
    FioOptions options = job.options();
    if (!names.add(job.name())) {
      at(
          job,
          "name",
          "two jobs are called " + job.name() + ": their results could not be told apart");
    }
    options
        .runtime()
        .filter(t -> t.isZero() || t.compareTo(LONGEST) > 0)
        .ifPresent(t -> at(job, "runtime", "expected more than 0 and at most 24h"));
    if (options.rampTime().compareTo(LONGEST) > 0 || options.startDelay().compareTo(LONGEST) > 0) {
      at(job, options.has("ramp_time") ? "ramp_time" : "startdelay", "expected at most 24h");
    }
    if (options.runtime().isEmpty()) {
      unbounded(job);
    }
    if (options.has("loops")
        && FioUnits.count(options.value("loops").orElse("1"), 0, Long.MAX_VALUE) > MOST_LOOPS) {
      at(job, "loops", "expected at most " + MOST_LOOPS + "; bound a long job by runtime");
    }
  }

  private void unbounded(FioJob job) {
    if (job.options().flag("time_based")) {
      at(job, "time_based", "time_based needs a runtime, or the job never ends");
    } else if (BOUNDS.stream().noneMatch(job.options()::has)) {
      at(
          job,
          "runtime",
          "the job has no end: give runtime (such as 30s), or size, io_size or number_ios");
    }
  }

  private void at(FioJob job, String option, String message) {
    int line = job.options().option(option).map(FioOption::line).orElse(job.line());
    problems.add(new FioProblem(line, job.name(), option, message, Optional.empty()));
  }

  private void add(String section, FioOption option, String message, Optional<String> suggestion) {
    problems.add(new FioProblem(option.line(), section, option.name(), message, suggestion));
  }

  private static Optional<String> nearest(String name) {
    return FioWords.nearestOption(name);
  }
}
