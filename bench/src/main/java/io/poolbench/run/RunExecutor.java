package io.poolbench.run;

import io.poolbench.host.Place;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Undoers;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.ResultStore;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunState;
import io.poolbench.result.RunWriter;
import io.poolbench.scenario.Planner;
import io.poolbench.scenario.RunPlan;
import io.poolbench.scenario.Scenario;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Carries out a plan to its end, from the first trial or on, and takes down whatever it made. */
public final class RunExecutor {
  private static final String INTERRUPTED = "interrupted before all trials were measured";

  private final ResultStore store;
  private final Undoers undoers;
  private final Equipment equipment;
  private final RunSettings settings;
  private final Planning planning;
  private final RunListener listener;

  public RunExecutor(
      ResultStore store,
      Undoers undoers,
      Equipment equipment,
      RunSettings settings,
      Planning planning,
      RunListener listener) {
    this.store = store;
    this.undoers = undoers;
    this.equipment = equipment;
    this.settings = settings;
    this.planning = planning;
    this.listener = listener;
  }

  /**
   * Runs a plan from its first trial on, and whatever blocks follow from what was measured.
   *
   * @param runId the run's name, new in the store
   * @return the run as it ended: complete, or incomplete with its problem
   */
  public RunRecord run(String runId, RunPlan plan) {
    Scenario scenario = plan.scenario();
    Map<String, String> jobFiles = new LinkedHashMap<>();
    scenario.jobFiles().forEach(file -> jobFiles.put(file.path(), file.text()));
    RunWriter writer =
        store.create(
            Descriptions.run(runId, plan, equipment, settings.version()),
            scenario.text(),
            jobFiles);
    try (Journal journal = Journal.open(writer.folder().resolve(Place.here().journal()), undoers)) {
      return carryOut(journal, writer, plan, writer.run().order(), 0);
    }
  }

  /**
   * Measures what is left of a run, in the planned order. Nothing of its last process may be left
   * on the machine.
   *
   * @param plan as {@link ResumeCheck} made it
   * @return the run as it ended: complete, or incomplete with its problem
   */
  public RunRecord resume(UnfinishedRun unfinished, RunPlan plan) {
    int lastBoot = unfinished.lastBoot();
    RunWriter writer = unfinished.takeUp(settings.version());
    return carryOut(unfinished.journal(), writer, plan, unfinished.result().unfinished(), lastBoot);
  }

  /** Plans another block where there is to be one. */
  private List<PlannedTrial> further(Planner planner, RunWriter writer) {
    List<PlannedTrial> trials =
        planner.next(writer.run().blocks()).map(Descriptions::order).orElse(List.of());
    if (!trials.isEmpty()) {
      writer.extend(trials);
      listener.extended(writer.run());
    }
    return trials;
  }

  private RunRecord carryOut(
      Journal journal, RunWriter writer, RunPlan plan, List<PlannedTrial> trials, int lastBoot) {
    String problem;
    boolean interrupted = false;
    try {
      Planner planner = planning.of(plan, () -> store.load(writer.run().id()));
      problem =
          new Session(journal, writer, plan, equipment, settings, listener)
              .run(trials, lastBoot, () -> further(planner, writer));
    } catch (InterruptedException e) {
      problem = INTERRUPTED;
      interrupted = true;
    } catch (Exception e) {
      problem = e.getMessage() == null ? e.toString() : e.getMessage();
    } catch (Error e) {
      journal.releaseAll();
      writer.finish(Instant.now(), RunState.INCOMPLETE, "internal error: " + e);
      throw e;
    }
    // what is undone now must not be cut short by the interrupt that ended the run
    if (Thread.interrupted()) {
      interrupted = true;
      problem = problem == null ? null : INTERRUPTED;
    }
    List<String> left = journal.releaseAll();
    if (!left.isEmpty()) {
      String stuck = String.join("; ", left) + " (try: poolbench cleanup)";
      problem = problem == null ? stuck : problem + "; " + stuck;
    }
    writer.finish(
        Instant.now(), problem == null ? RunState.COMPLETE : RunState.INCOMPLETE, problem);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return writer.run();
  }
}
