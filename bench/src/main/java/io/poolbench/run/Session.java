package io.poolbench.run;

import io.poolbench.backend.Site;
import io.poolbench.guest.Appliance;
import io.poolbench.guest.GuestException;
import io.poolbench.lease.Journal;
import io.poolbench.lease.LeaseException;
import io.poolbench.libvirt.GuestDomain;
import io.poolbench.libvirt.GuestXml;
import io.poolbench.libvirt.HypervisorException;
import io.poolbench.result.Accelerator;
import io.poolbench.result.MatteringFacts;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.RunWriter;
import io.poolbench.result.Sides;
import io.poolbench.scenario.BootMode;
import io.poolbench.scenario.RunPlan;
import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.Trial;
import io.poolbench.substrate.Folders;
import io.poolbench.substrate.Mounts;
import io.poolbench.substrate.Place;
import io.poolbench.substrate.Substrate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures trials one after another, on a substrate and in guests of its own. */
final class Session {
  private static final Duration BOOT_LIMIT = Duration.ofMinutes(4);
  private static final int FAILURES_IN_A_ROW = 3;
  private static final int CONSOLE_BYTES = 64 << 10;

  private final Journal journal;
  private final RunWriter writer;
  private final Scenario scenario;
  private final RunPlan plan;
  private final Equipment equipment;
  private final RunListener listener;
  private final Path folder;
  private Optional<BootedGuest> guest = Optional.empty();
  private int block;
  private int boots;
  private int failed;
  private int failedInARow;

  Session(
      Journal journal,
      RunWriter writer,
      RunPlan plan,
      Equipment equipment,
      RunSettings settings,
      RunListener listener) {
    this.journal = journal;
    this.writer = writer;
    this.scenario = plan.scenario();
    this.plan = plan;
    this.equipment = equipment;
    this.listener = listener;
    this.folder = settings.workFolder().resolve("poolbench-" + writer.run().id());
  }

  /**
   * Measures the trials in their order and stores each.
   *
   * @param lastBoot the last boot that the run knows of; those made here are counted on from it
   * @param further asked whenever all are measured: the trials of another block, or none
   * @return why the run is incomplete, or null when it is complete
   */
  @Nullable String run(
      List<PlannedTrial> trials, int lastBoot, Supplier<List<PlannedTrial>> further)
      throws Exception {
    boots = lastBoot;
    Folders.create(journal, folder);
    Path mounts = Files.createDirectory(folder.resolve("mounts"));
    Mounts.share(journal, mounts);
    Path mountPoint = Files.createDirectory(mounts.resolve("disk"));
    Appliance copy = equipment.appliance().copyTo(folder);
    listener.started(writer.run(), writer.folder());
    Substrate substrate =
        Substrates.create(journal, scenario, equipment.devices(), folder, listener);
    List<String> differences = describe(substrate);
    if (!differences.isEmpty()) {
      return "the substrate is another one than before: " + String.join("; ", differences);
    }
    List<PlannedTrial> next = trials.isEmpty() ? further.get() : trials;
    while (!next.isEmpty()) {
      String problem = measure(next, substrate, mountPoint, copy);
      if (problem != null) {
        return problem;
      }
      next = further.get();
    }
    endGuest();
    return failed == 0
        ? null
        : (failed == 1 ? "1 trial" : failed + " trials") + " failed; see the report's findings";
  }

  /** The trials in their order; why the run has to end before the last one, or null. */
  private @Nullable String measure(
      List<PlannedTrial> trials, Substrate substrate, Path mountPoint, Appliance copy)
      throws Exception {
    String prefix = "poolbench-" + writer.run().id();
    for (PlannedTrial trial : trials) {
      if (trial.block() != block || scenario.boot() == BootMode.PER_TRIAL) {
        endGuest();
      }
      block = trial.block();
      Place place = substrate.place(trial.block(), trial.backend());
      Site site =
          new Site(prefix, place.device(), place.sizeBytes(), mountPoint).with(place.further());
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
    return null;
  }

  private void endGuest() {
    Optional<BootedGuest> ending = guest;
    guest = Optional.empty();
    ending.ifPresent(BootedGuest::close);
  }

  /** Measures a trial in the guest there is, or in a new one. */
  private TrialExecutor.Outcome attempt(
      PlannedTrial trial, Site site, Appliance files, Substrate substrate) throws Exception {
    String name = site.poolName() + "-t" + trial.index();
    if (!scenario.guest().bus().isHotPlugged()) {
      TrialExecutor.Outcome outcome =
          executor(substrate)
              .run(
                  trial,
                  site,
                  new ColdGuest(
                      (disk, source) ->
                          boot(
                              name,
                              GuestXml.withDisk(
                                  xml(name, trial, files), scenario.guest(), disk, source),
                              trial)),
                  workload -> plan.seedOf(planned(trial), workload));
      return outcome.trial().boot() == null ? outcome.with(console(trial)) : outcome;
    }
    Instant begun = Instant.now();
    if (guest.isEmpty()) {
      try {
        guest = Optional.of(boot(name, xml(name, trial, files), trial));
      } catch (HypervisorException | GuestException | LeaseException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedException();
        }
        return TrialExecutor.Outcome.unbooted(trial, begun, e, console(trial));
      }
    }
    return executor(substrate)
        .run(
            trial,
            site,
            new RunningGuest(guest.get(), scenario.guest()),
            workload -> plan.seedOf(planned(trial), workload));
  }

  private TrialExecutor executor(Substrate substrate) {
    return new TrialExecutor(
        scenario, equipment.hypervisor(), journal, substrate, equipment.luns(), folder, listener);
  }

  /** What the guest said while it booted; its file is gone with the work folder. */
  private Map<String, byte[]> console(PlannedTrial trial) {
    try {
      byte[] said = Files.readAllBytes(consoleOf(trial));
      int from = Math.max(0, said.length - CONSOLE_BYTES);
      return Map.of("console.log", Arrays.copyOfRange(said, from, said.length));
    } catch (IOException e) {
      // it was never started
      return Map.of();
    }
  }

  private Path consoleOf(PlannedTrial trial) {
    return folder.resolve("console-" + trial.index() + ".log");
  }

  private void store(TrialExecutor.Outcome outcome) {
    writer.store(outcome.trial(), outcome.files());
    failedInARow = outcome.trial().failure() == null ? 0 : failedInARow + 1;
    failed += outcome.trial().failure() == null ? 0 : 1;
    listener.stored(outcome.trial());
  }

  /** Records what the substrate is, or tells how it differs from the one recorded before. */
  private List<String> describe(Substrate substrate) {
    Map<String, String> recorded = writer.run().substrate();
    if (recorded.isEmpty()) {
      writer.describeSubstrate(substrate.facts());
      return List.of();
    }
    return MatteringFacts.ofSubstrates(recorded, substrate.facts(), Sides.THEN_AND_NOW);
  }

  private Trial planned(PlannedTrial trial) {
    return new Trial(trial.index(), trial.block(), trial.backend());
  }

  private String xml(String name, PlannedTrial trial, Appliance files) {
    return GuestXml.of(
        name,
        writer.run().id(),
        scenario.guest(),
        equipment.accelerator() == Accelerator.KVM,
        files.kernel(),
        files.initrd(),
        consoleOf(trial));
  }

  private BootedGuest boot(String name, String xml, PlannedTrial trial) throws Exception {
    listener.preparing("booting the guest of block " + trial.block());
    long start = System.nanoTime();
    GuestDomain domain = equipment.hypervisor().start(journal, name, xml);
    return BootedGuest.of(domain, ++boots, BOOT_LIMIT, start);
  }
}
