package io.poolbench.run;

import io.poolbench.backend.Site;
import io.poolbench.guest.Appliance;
import io.poolbench.guest.GuestException;
import io.poolbench.host.Fingerprint;
import io.poolbench.lease.Journal;
import io.poolbench.lease.LeaseException;
import io.poolbench.lease.Undoers;
import io.poolbench.libvirt.GuestDomain;
import io.poolbench.libvirt.GuestXml;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.libvirt.HypervisorException;
import io.poolbench.result.Accelerator;
import io.poolbench.result.FormatVersion;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.ResultStore;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunState;
import io.poolbench.result.RunWriter;
import io.poolbench.scenario.BootMode;
import io.poolbench.scenario.RunPlan;
import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.Trial;
import io.poolbench.substrate.Folders;
import io.poolbench.substrate.LoopSubstrate;
import io.poolbench.substrate.Mounts;
import io.poolbench.substrate.Substrate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a scenario to its end, trial by trial, and takes down whatever it made. */
public final class RunExecutor {
  private static final Duration BOOT_LIMIT = Duration.ofMinutes(4);
  private static final int FAILURES_IN_A_ROW = 3;
  private static final String INTERRUPTED = "interrupted before all trials were measured";

  private final ResultStore store;
  private final Undoers undoers;
  private final Hypervisor hypervisor;
  private final Appliance appliance;
  private final Accelerator accelerator;
  private final RunSettings settings;
  private final RunListener listener;

  public RunExecutor(
      ResultStore store,
      Undoers undoers,
      Hypervisor hypervisor,
      Appliance appliance,
      Accelerator accelerator,
      RunSettings settings,
      RunListener listener) {
    this.store = store;
    this.undoers = undoers;
    this.hypervisor = hypervisor;
    this.appliance = appliance;
    this.accelerator = accelerator;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Runs the scenario.
   *
   * @param runId the run's name, new in the store
   * @return the run as it ended: complete, or incomplete with its problem
   */
  public RunRecord run(String runId, Scenario scenario, RunPlan plan) {
    RunWriter writer = store.create(describe(runId, scenario, plan, Map.of()), scenario.text());
    try (Journal journal = Journal.open(writer.folder().resolve("journal.jsonl"), undoers)) {
      String problem;
      boolean interrupted = false;
      try {
        problem = new Session(journal, writer, scenario, plan).run();
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

  private RunRecord describe(
      String runId, Scenario scenario, RunPlan plan, Map<String, String> substrate) {
    Map<String, String> versions = new LinkedHashMap<>(hypervisor.versions());
    versions.put("guest kernel", appliance.manifest().kernelVersion());
    versions.put("guest fio", appliance.manifest().fioVersion());
    return new RunRecord(
        FormatVersion.CURRENT,
        runId,
        scenario.name(),
        scenario.question(),
        settings.version(),
        Instant.now(),
        null,
        RunState.RUNNING,
        null,
        "local",
        accelerator,
        settings.seed(),
        Descriptions.order(plan),
        Descriptions.backends(scenario),
        Descriptions.workloads(plan),
        Descriptions.analysis(scenario),
        Descriptions.guest(scenario, accelerator, appliance),
        substrate,
        Fingerprint.read(versions));
  }

  /** What one run holds while it goes on. */
  private final class Session {
    private final Journal journal;
    private final RunWriter writer;
    private final Scenario scenario;
    private final RunPlan plan;
    private final Path folder;
    private Optional<BootedGuest> guest = Optional.empty();
    private int failed;
    private int failedInARow;

    Session(Journal journal, RunWriter writer, Scenario scenario, RunPlan plan) {
      this.journal = journal;
      this.writer = writer;
      this.scenario = scenario;
      this.plan = plan;
      this.folder = settings.workFolder().resolve("poolbench-" + writer.run().id());
    }

    /**
     * Runs every trial.
     *
     * @return why the run is incomplete, or null when it is complete
     */
    @Nullable String run() throws Exception {
      Folders.create(journal, folder);
      Path mounts = Files.createDirectory(folder.resolve("mounts"));
      Mounts.share(journal, mounts);
      Path mountPoint = Files.createDirectory(mounts.resolve("disk"));
      Appliance copy = appliance.copyTo(folder);
      listener.started(writer.run(), writer.folder());
      listener.preparing("writing the substrate, " + scenario.substrate().text());
      Substrate substrate = LoopSubstrate.create(journal, folder, scenario.substrate().sizeBytes());
      writer.describeSubstrate(substrate.facts());
      String prefix = "poolbench-" + writer.run().id();
      Site site = new Site(prefix, substrate.device(), mountPoint);
      int block = 0;
      for (PlannedTrial trial : writer.run().order()) {
        if (trial.block() != block || scenario.boot() == BootMode.PER_TRIAL) {
          endGuest();
        }
        block = trial.block();
        TrialExecutor.Outcome outcome = attempt(trial, site, copy, substrate);
        store(outcome);
        String failure = outcome.trial().failure();
        if (failure != null) {
          if (outcome.mayGoOn()) {
            return "what a failed trial began may still go on, so nothing was measured after it: "
                + failure;
          }
          // the guest may hang on a disk that is gone: the next trial gets a new one
          endGuest();
          if (failedInARow == FAILURES_IN_A_ROW) {
            return failedInARow + " trials failed in a row, the last one: " + failure;
          }
        }
      }
      endGuest();
      return failed == 0
          ? null
          : (failed == 1 ? "1 trial" : failed + " trials") + " failed; see the report's findings";
    }

    private void endGuest() {
      Optional<BootedGuest> ending = guest;
      guest = Optional.empty();
      ending.ifPresent(BootedGuest::close);
    }

    /** Measures a trial in the guest there is, or in a new one. */
    private TrialExecutor.Outcome attempt(
        PlannedTrial trial, Site site, Appliance files, Substrate substrate) throws Exception {
      Instant begun = Instant.now();
      if (guest.isEmpty()) {
        try {
          guest = Optional.of(boot(site.poolName() + "-t" + trial.index(), trial, files));
        } catch (HypervisorException | GuestException | LeaseException e) {
          if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException();
          }
          return TrialExecutor.Outcome.unbooted(trial, begun, e);
        }
      }
      return new TrialExecutor(scenario, hypervisor, journal, substrate, listener)
          .run(trial, site, guest.get(), workload -> plan.seedOf(planned(trial), workload));
    }

    private void store(TrialExecutor.Outcome outcome) {
      writer.store(outcome.trial(), outcome.files());
      failedInARow = outcome.trial().failure() == null ? 0 : failedInARow + 1;
      failed += outcome.trial().failure() == null ? 0 : 1;
      listener.stored(outcome.trial());
    }

    private Trial planned(PlannedTrial trial) {
      return new Trial(trial.index(), trial.block(), trial.backend());
    }

    private BootedGuest boot(String name, PlannedTrial trial, Appliance files) throws Exception {
      listener.preparing("booting the guest of block " + trial.block());
      String xml =
          GuestXml.of(
              name,
              writer.run().id(),
              scenario.guest(),
              accelerator == Accelerator.KVM,
              files.kernel(),
              files.initrd(),
              folder.resolve("console-" + trial.index() + ".log"));
      long start = System.nanoTime();
      GuestDomain domain = hypervisor.start(journal, name, xml);
      return BootedGuest.of(domain, BOOT_LIMIT, start);
    }
  }
}
