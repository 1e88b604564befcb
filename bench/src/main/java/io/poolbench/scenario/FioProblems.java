package io.poolbench.scenario;

import io.poolbench.fio.FioJob;
import io.poolbench.fio.FioJobFile;
import io.poolbench.fio.FioOption;
import io.poolbench.fio.FioOptionGuard;
import io.poolbench.fio.FioOptions;
import io.poolbench.fio.FioProblem;
import io.poolbench.fio.FioUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with jobs on a disk of a given size: fio's own rules, then the disk's end. */
final class FioProblems {
  private FioProblems() {}

  static List<FioProblem> of(FioJobFile jobs, long diskBytes) {
    List<FioProblem> problems = new ArrayList<>(FioOptionGuard.problems(jobs));
    if (problems.isEmpty()) {
      // fio's values can be trusted to parse only now
      jobs.jobs().forEach(job -> span(job, diskBytes).ifPresent(problems::add));
      jobs.jobs().forEach(job -> trim(job).ifPresent(problems::add));
    }
    return problems;
  }

  /** The disk under test is attached with discard off, so that no trim can undo the fill. */
  private static Optional<FioProblem> trim(FioJob job) {
    return job.options().rw().contains("trim")
        ? Optional.of(
            problem(
                job,
                "rw",
                "the disk takes no trims in this version: a trimmed block would read as if never"
                    + " written; expected read, write, randread, randwrite, rw or randrw"))
        : Optional.empty();
  }

  /** A job's span is offset + size, and each of numjobs begins offset_increment further on. */
  private static Optional<FioProblem> span(FioJob job, long diskBytes) {
    FioOptions options = job.options();
    long end;
    try {
      long offset = bytes(options, "offset");
      long steps = Math.multiplyExact(options.numjobs() - 1, bytes(options, "offset_increment"));
      end = Math.addExact(Math.addExact(offset, steps), options.sizeBytes().orElse(0L));
    } catch (ArithmeticException e) {
      end = Long.MAX_VALUE;
    } catch (IllegalArgumentException e) {
      return Optional.of(problem(job, "offset", String.valueOf(e.getMessage())));
    }
    if (end <= diskBytes) {
      return Optional.empty();
    }
    return Optional.of(
        problem(
            job,
            options.has("size") ? "size" : "offset",
            "the job reaches beyond the disk: offset and size come to "
                + ByteSize.text(end)
                + ", but disk.size is "
                + ByteSize.text(diskBytes)
                + "; expected at most that (left out, size is the whole disk)"));
  }

  private static long bytes(FioOptions options, String name) {
    // a share of the disk cannot leave it
    return options.value(name).filter(v -> !v.endsWith("%")).map(FioUnits::sizeBytes).orElse(0L);
  }

  private static FioProblem problem(FioJob job, String option, String message) {
    int line =
        job.options().all().stream()
            .filter(o -> o.name().equals(option))
            .map(FioOption::line)
            .findFirst()
            .orElse(job.line());
    return new FioProblem(line, job.name(), option, message, Optional.empty());
  }
}
