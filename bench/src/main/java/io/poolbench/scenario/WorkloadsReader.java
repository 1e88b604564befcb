package io.poolbench.scenario;

import io.poolbench.fio.FioJobFile;
import io.poolbench.fio.FioProblem;
import io.poolbench.result.Vantage;
import io.poolbench.workload.AutoRamp;
import io.poolbench.workload.FioWorkload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code workloads}: fio's words inline, or fio's own job file. */
final class WorkloadsReader {
  private final Path scenario;
  private final long diskBytes;
  private final Problems problems;
  private final Map<String, JobFile> jobFiles = new LinkedHashMap<>();

  /**
   * @param diskBytes what no job may reach beyond
   */
  WorkloadsReader(Path scenario, long diskBytes, Problems problems) {
    this.scenario = scenario;
    this.diskBytes = diskBytes;
    this.problems = problems;
  }

  /** Those that are valid. */
  List<FioWorkload> read(Value list) {
    List<FioWorkload> workloads = new ArrayList<>();
    Lists.sections(list, "workloads", this::section, problems)
        .forEach(section -> workload(section).ifPresent(workloads::add));
    return workloads;
  }

  /** The job files that the workloads read so far are made of, each once. */
  List<JobFile> jobFiles() {
    return List.copyOf(jobFiles.values());
  }

  private Section section(Value item) {
    return Section.of(item, "a workload", ScenarioKeys.WORKLOAD, problems);
  }

  private Optional<FioWorkload> workload(Section section) {
    Optional<String> name = section.text("name");
    Optional<Value> inline = section.value("fio");
    boolean inFile = section.value("fio_file").isPresent();
    if (inline.isPresent() && inFile) {
      section.problem("fio_file", "is given beside fio; expected one of the two");
      return Optional.empty();
    }
    if (inline.isEmpty() && !inFile) {
      problems.add(
          section.at(),
          section.path("fio"),
          "is missing; expected fio: { rw: randread, … } or fio_file: a job file");
      return Optional.empty();
    }
    Optional<FioJobFile> jobs =
        inline.isPresent()
            ? inline(name.orElse("job"), inline.get())
            : new JobFileReader(scenario, section).read().flatMap(this::parse);
    int before = problems.count();
    Optional<AutoRamp> ramp = jobs.flatMap(j -> RampReader.read(section, j));
    List<Vantage> further = jobs.map(j -> VantagesReader.read(section, j)).orElse(List.of());
    return name.isPresent() && problems.count() == before
        ? jobs.map(j -> new FioWorkload(name.get(), j, ramp, further))
        : Optional.empty();
  }

  private Optional<FioJobFile> inline(String name, Value fio) {
    int before = problems.count();
    InlineJob job = InlineJob.read(name, fio, problems);
    if (problems.count() == before) {
      FioProblems.of(job.jobs(), diskBytes).forEach(p -> report(job, fio, p));
    }
    return problems.count() == before ? Optional.of(job.jobs()) : Optional.empty();
  }

  private void report(InlineJob job, Value fio, FioProblem problem) {
    String path =
        problem.option().isEmpty() ? fio.path() : Value.join(fio.path(), problem.option());
    problems.add(job.at(problem.option()), path, problem.message(), problem.suggestion());
  }

  private Optional<FioJobFile> parse(JobFileReader.Found found) {
    JobFile file = found.file();
    jobFiles.put(file.path(), file);
    FioJobFile.Parsed parsed = FioJobFile.parse(file.text());
    List<FioProblem> wrong =
        parsed.problems().isEmpty() ? FioProblems.of(parsed.file(), diskBytes) : parsed.problems();
    for (FioProblem p : wrong) {
      String path =
          (p.section().isEmpty() ? "" : "[" + Printable.text(p.section(), 40) + "] ")
              + Printable.text(p.option(), 40);
      problems.addOf(
          found.path(), p.line(), path.strip(), Printable.text(p.message(), 300), p.suggestion());
    }
    return wrong.isEmpty() ? Optional.of(parsed.file()) : Optional.empty();
  }
}
