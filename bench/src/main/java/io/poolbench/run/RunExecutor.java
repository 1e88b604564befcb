package io.poolbench.run;

import io.poolbench.backend.Site;
import io.poolbench.guest.Appliance;
import io.poolbench.host.Fingerprint;
import io.poolbench.host.Place;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Undoers;
import io.poolbench.libvirt.GuestDomain;
import io.poolbench.libvirt.GuestXml;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.result.Accelerator;
import io.poolbench.result.FormatVersion;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.ResultStore;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunState;
import io.poolbench.result.RunWriter;
import io.poolbench.result.TrialRecord;
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
    try (Journal journal = Journal.open(writer.folder().resolve(Place.here().journal()), undoers)) {
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
        Place.here().word(),
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
      Optional<BootedGuest> kept = Optional.empty();
      int block = 0;
      for (PlannedTrial trial : writer.run().order()) {
        if (trial.block() != block || scenario.boot() == BootMode.PER_TRIAL) {
          kept.ifPresent(BootedGuest::close);
          kept = Optional.empty();
        }
        block = trial.block();
        BootedGuest guest =
            kept.isPresent() ? kept.get() : boot(prefix + "-t" + trial.index(), trial, copy);
        TrialRecord stored = measure(trial, site, guest, substrate);
        if (stored.failure() == null) {
          kept = Optional.of(guest);
        } else {
          // the guest may hang on a disk that is gone: the next trial gets a new one
          guest.close();
          kept = Optional.empty();
          if (failedInARow == FAILURES_IN_A_ROW) {
            return failedInARow + " trials failed in a row, the last one: " + stored.failure();
          }
        }
      }
      kept.ifPresent(BootedGuest::close);
      return failed == 0
          ? null
          : (failed == 1 ? "1 trial" : failed + " trials") + " failed; see the report's findings";
    }

    private TrialRecord measure(
        PlannedTrial trial, Site site, BootedGuest guest, Substrate substrate)
        throws InterruptedException {
      TrialExecutor executor =
          new TrialExecutor(scenario, hypervisor, journal, substrate, listener);
      TrialExecutor.Outcome outcome =
          executor.run(trial, site, guest, workload -> plan.seedOf(planned(trial), workload));
      writer.store(outcome.trial(), outcome.files());
      failedInARow = outcome.trial().failure() == null ? 0 : failedInARow + 1;
      failed += outcome.trial().failure() == null ? 0 : 1;
      listener.stored(outcome.trial());
      return outcome.trial();
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
