package io.poolbench.cli;

import io.poolbench.compare.Comparer;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Samples;
import io.poolbench.guest.Appliance;
import io.poolbench.guest.ApplianceCache;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.report.Reports;
import io.poolbench.result.ResultStore;
import io.poolbench.result.RunExistsException;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunResult;
import io.poolbench.result.RunState;
import io.poolbench.run.AcceleratorProbe;
import io.poolbench.run.Preflight;
import io.poolbench.run.RunExecutor;
import io.poolbench.run.RunSettings;
import io.poolbench.run.UnmetRequirements;
import io.poolbench.scenario.RunPlan;
import io.poolbench.scenario.Scenario;
import io.poolbench.validity.Judge;
import io.poolbench.validity.Judgement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** From a scenario to a report: what {@code run} and {@code quickstart} share. */
final class Measuring {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final SharedOptions shared;
  private final RunOptions options;
  private final PrintWriter out;
  private final PrintWriter err;

  Measuring(SharedOptions shared, RunOptions options, PrintWriter out, PrintWriter err) {
    this.shared = shared;
    this.options = options;
    this.out = out;
    this.err = err;
  }

  /**
   * Measures, stores, compares and renders.
   *
   * @return the exit code
   * @throws UnmetRequirements before anything is created
   */
  int measure(Wiring wiring, Hypervisor hypervisor, Scenario scenario)
      throws IOException, InterruptedException {
    List<String> problems =
        Preflight.workFolderProblems(scenario, shared.workFolder(), hypervisor.qemuUser());
    if (!problems.isEmpty()) {
      throw new UnmetRequirements(problems);
    }
    ResultStore store = new ResultStore(shared.results());
    String runId = runId(scenario);
    ApplianceCache cache = ApplianceCache.ofUser();
    Appliance appliance = Appliance.ensure(cache, err::println);
    AcceleratorProbe.Answer accelerator =
        new AcceleratorProbe(hypervisor, wiring.undoers(), cache.directory()).probe(appliance);
    err.println(
        "guests run under " + accelerator.accelerator().label() + ": " + accelerator.reason());
    RunPlan plan = RunPlan.of(scenario, seed(scenario));
    RunRecord ended;
    try (ConsoleProgress progress = new ConsoleProgress(err, plan, accelerator.accelerator())) {
      RunExecutor executor =
          new RunExecutor(
              store,
              wiring.undoers(),
              hypervisor,
              appliance,
              accelerator.accelerator(),
              new RunSettings(shared.uri, shared.workFolder(), plan.seed(), Version.number()),
              progress);
      ended = run(executor, runId, scenario, plan);
      // an interrupt has ended the run; what is left, the report, is not to be cut short by it
      if (Thread.interrupted()) {
        progress.interrupted(ended);
      }
    }
    Path report = report(store, ended.id(), shared.reports(), out);
    out.println("report: " + report);
    if (ended.state() != RunState.COMPLETE) {
      err.println("the run is incomplete: " + ended.problem());
      return ExitCodes.INCOMPLETE;
    }
    return ExitCodes.OK;
  }

  /**
   * Runs it under a name that no other run has. A name that poolbench chose gets a number when it
   * is taken: runs of one scenario may start in the same second.
   */
  private RunRecord run(RunExecutor executor, String name, Scenario scenario, RunPlan plan) {
    for (int number = 1; ; number++) {
      String id = number == 1 ? name : name + "-" + number;
      // runs of another store may work in the same folder
      boolean taken = Files.exists(shared.workFolder().resolve("poolbench-" + id));
      try {
        if (!taken) {
          return executor.run(id, scenario, plan);
        }
      } catch (RunExistsException e) {
        if (options.name != null) {
          throw e;
        }
      }
      if (options.name != null) {
        throw new UnmetRequirements(
            List.of(
                "the work folder holds poolbench-"
                    + id
                    + ": a run of that name is going on or was not cleaned up; choose another"
                    + " --name or --work-dir, or: ./poolbench cleanup"));
      }
    }
  }

  /** Judges, compares and renders a stored run, and prints its table. */
  static Path report(ResultStore store, String runId, Path reports, PrintWriter out)
      throws IOException {
    RunResult result = store.load(runId);
    Judgement judgement = Judge.judge(result);
    store.writeSamples(runId, Samples.of(result, judgement));
    Comparison comparison = Comparer.compare(result, judgement);
    Path page = Reports.render(comparison, reports);
    out.println(Reports.table(comparison, Terminal.width(), Terminal.colours()));
    out.flush();
    return page;
  }

  private long seed(Scenario scenario) {
    if (options.seed != null) {
      return options.seed;
    }
    return scenario.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong(1L << 53));
  }

  private String runId(Scenario scenario) {
    String name = options.name;
    if (name == null) {
      return LocalDateTime.now().format(STAMP) + "-" + scenario.name();
    }
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new UnmetRequirements(
          List.of(
              "--name: '"
                  + name
                  + "' is no name for a run; use letters, digits, '.', '_' and '-', at most 64"));
    }
    return name;
  }
}
