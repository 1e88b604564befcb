package io.poolbench.cli;

import io.poolbench.backend.GuestSpec;
import io.poolbench.compare.AdaptivePlanner;
import io.poolbench.compare.Comparer;
import io.poolbench.compare.Comparison;
import io.poolbench.compare.Samples;
import io.poolbench.guest.Appliance;
import io.poolbench.guest.ApplianceCache;
import io.poolbench.host.Capabilities;
import io.poolbench.host.Disturbances;
import io.poolbench.host.Place;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.report.Reports;
import io.poolbench.result.ResultStore;
import io.poolbench.result.RunExistsException;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunResult;
import io.poolbench.result.RunState;
import io.poolbench.run.AcceleratorProbe;
import io.poolbench.run.Equipment;
import io.poolbench.run.LunCheck;
import io.poolbench.run.Preflight;
import io.poolbench.run.ResumeCheck;
import io.poolbench.run.RunExecutor;
import io.poolbench.run.RunSettings;
import io.poolbench.run.Substrates;
import io.poolbench.run.UnfinishedRun;
import io.poolbench.run.UnmetRequirements;
import io.poolbench.scenario.RunPlan;
import io.poolbench.scenario.Scenario;
import io.poolbench.substrate.ClaimedDevices;
import io.poolbench.substrate.Luns;
import io.poolbench.validity.Judge;
import io.poolbench.validity.Judgement;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** From a plan to a report: what {@code run}, {@code quickstart} and {@code resume} share. */
final class Measuring {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private final SharedOptions shared;
  private final ResultStore store;
  private final RunSettings settings;
  private final PrintWriter out;
  private final PrintWriter err;

  Measuring(SharedOptions shared, PrintWriter out, PrintWriter err) {
    this.shared = shared;
    this.store = new ResultStore(shared.results());
    this.settings = new RunSettings(shared.workFolder(), Version.number());
    this.out = out;
    this.err = err;
  }

  /**
   * Measures, stores, compares and renders.
   *
   * @return the exit code
   * @throws UnmetRequirements before anything is created
   */
  int measure(Wiring wiring, Hypervisor hypervisor, Scenario scenario, RunOptions options)
      throws IOException, InterruptedException {
    refuseUnlessItFits(scenario, hypervisor);
    String runId = runId(scenario, options);
    try (ClaimedDevices devices = Substrates.claim(scenario, options.overwrite, runId)) {
      Luns luns = luns(wiring, hypervisor, scenario, options.overwrite, runId);
      Equipment equipment =
          equipment(wiring, hypervisor, scenario.guest().kernel()).with(devices, luns);
      RunPlan plan = RunPlan.of(scenario, seed(scenario, options));
      return carryOut(
          wiring, equipment, plan, 0, executor -> run(executor, runId, plan, options.name != null));
    }
  }

  /**
   * Measures what is left of a run, then renders all of it.
   *
   * @param overwrite names of real devices whose content may be lost
   * @return the exit code
   * @throws UnmetRequirements before anything is touched, when the rest would not be measured as
   *     the first part was
   */
  int resume(Wiring wiring, UnfinishedRun unfinished, Set<String> overwrite)
      throws IOException, InterruptedException {
    RunResult stored = unfinished.result();
    if (stored.unfinished().isEmpty() && !AdaptivePlanner.goesOn(stored)) {
      // nothing is measured, so nothing of the host matters
      return undoLeftovers(unfinished) ? rendered(unfinished.complete()) : ExitCodes.INCOMPLETE;
    }
    Hypervisor hypervisor = wiring.hypervisor(shared.uri);
    Equipment equipment = equipment(wiring, hypervisor, ResumeCheck.kernel(stored));
    RunPlan plan = ResumeCheck.plan(stored, equipment, settings);
    refuseUnprovisionable(plan.scenario(), hypervisor);
    if (!undoLeftovers(unfinished)) {
      return ExitCodes.INCOMPLETE;
    }
    // only now, since what was left took up room
    refuseUnlessItFits(plan.scenario(), hypervisor);
    int finished = stored.run().order().size() - stored.unfinished().size();
    String run = stored.run().id();
    try (ClaimedDevices devices = Substrates.claim(plan.scenario(), overwrite, run)) {
      Luns luns = luns(wiring, hypervisor, plan.scenario(), overwrite, run);
      return carryOut(
          wiring,
          equipment.with(devices, luns),
          plan,
          finished,
          executor -> executor.resume(unfinished, plan));
    }
  }

  /**
   * @throws UnmetRequirements naming every backend that cannot be had here, with its reasons
   */
  static void refuseUnprovisionable(Scenario scenario, Hypervisor hypervisor) {
    List<String> problems = new ArrayList<>();
    Preflight.unprovisionable(scenario, Capabilities.of(hypervisor.poolTypes()))
        .forEach(
            (backend, reasons) ->
                problems.add(
                    "backend "
                        + backend
                        + " cannot be provisioned here: "
                        + String.join("; ", reasons)));
    if (!problems.isEmpty()) {
      throw new UnmetRequirements(problems);
    }
  }

  private void refuseUnlessItFits(Scenario scenario, Hypervisor hypervisor) throws IOException {
    List<String> problems =
        Preflight.workFolderProblems(scenario, shared.workFolder(), hypervisor.qemuUser());
    if (!problems.isEmpty()) {
      throw new UnmetRequirements(problems);
    }
  }

  private Luns luns(
      Wiring wiring, Hypervisor hypervisor, Scenario scenario, Set<String> overwrite, String run)
      throws IOException, InterruptedException {
    return new LunCheck(hypervisor, wiring.undoers(), shared.workFolder())
        .check(scenario, overwrite, run);
  }

  private Equipment equipment(Wiring wiring, Hypervisor hypervisor, GuestSpec.Kernel kernel)
      throws IOException, InterruptedException {
    ApplianceCache cache = ApplianceCache.ofUser();
    Appliance appliance = Appliance.ensure(cache, kernel, err::println);
    AcceleratorProbe.Answer accelerator =
        new AcceleratorProbe(hypervisor, wiring.undoers(), cache.directory()).probe(appliance);
    err.println(
        "guests run under " + accelerator.accelerator().label() + ": " + accelerator.reason());
    Disturbances.now().forEach(d -> err.println("warning: " + d.what() + ": " + d.advice()));
    return new Equipment(hypervisor, appliance, accelerator.accelerator());
  }

  /** Whether nothing is left of the run's last process. */
  private boolean undoLeftovers(UnfinishedRun unfinished) {
    List<String> problems = unfinished.undoLeftovers(gone -> err.println("undone: " + gone));
    problems.forEach(err::println);
    if (!problems.isEmpty()) {
      err.println(
          "nothing was measured, since this is left of the run's last process; free it, then:"
              + " ./poolbench resume "
              + unfinished.result().run().id());
    }
    return problems.isEmpty();
  }

  private int carryOut(
      Wiring wiring,
      Equipment equipment,
      RunPlan plan,
      int finished,
      Function<RunExecutor, RunRecord> carryOut)
      throws IOException {
    RunRecord ended;
    try (ConsoleProgress progress =
        new ConsoleProgress(err, plan, equipment.accelerator(), finished)) {
      ended =
          carryOut.apply(
              new RunExecutor(
                  store, wiring.undoers(), equipment, settings, AdaptivePlanner::of, progress));
      // an interrupt has ended the run; what is left, the report, is not to be cut short by it
      if (Thread.interrupted()) {
        progress.interrupted(ended);
      }
    }
    return rendered(ended);
  }

  private int rendered(RunRecord ended) throws IOException {
    Path report = report(store, ended.id(), shared.reports(), out);
    out.println("report: " + report);
    if (ended.state() != RunState.COMPLETE) {
      err.println("the run is incomplete: " + ended.problem());
      if (Place.here() == Place.LOCAL) {
        err.println("to measure what is missing: ./poolbench resume " + ended.id());
      }
      return ExitCodes.INCOMPLETE;
    }
    return ExitCodes.OK;
  }

  /**
   * Runs it under a name that no other run has. A name that poolbench chose gets a number when it
   * is taken: runs of one scenario may start in the same second.
   */
  private RunRecord run(RunExecutor executor, String name, RunPlan plan, boolean given) {
    for (int number = 1; ; number++) {
      String id = number == 1 ? name : name + "-" + number;
      // runs of another store may work in the same folder
      boolean taken = Files.exists(shared.workFolder().resolve("poolbench-" + id));
      try {
        if (!taken) {
          return executor.run(id, plan);
        }
      } catch (RunExistsException e) {
        if (given) {
          throw e;
        }
      }
      if (given) {
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

  private static long seed(Scenario scenario, RunOptions options) {
    if (options.seed != null) {
      return options.seed;
    }
    return scenario.seed().orElseGet(() -> ThreadLocalRandom.current().nextLong(1L << 53));
  }

  private static String runId(Scenario scenario, RunOptions options) {
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
