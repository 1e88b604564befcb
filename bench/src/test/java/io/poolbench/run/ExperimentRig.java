package io.poolbench.run;

import io.poolbench.backend.Site;
import io.poolbench.guest.Appliance;
import io.poolbench.guest.ApplianceCache;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Undoers;
import io.poolbench.libvirt.Connections;
import io.poolbench.libvirt.DomainUndoer;
import io.poolbench.libvirt.GuestXml;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.libvirt.PoolUndoer;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.RunRecord;
import io.poolbench.result.TrialRecord;
import io.poolbench.scenario.InvalidScenarioException;
import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.ScenarioLoader;
import io.poolbench.substrate.FolderUndoer;
import io.poolbench.substrate.Folders;
import io.poolbench.substrate.LoopSubstrate;
import io.poolbench.substrate.LoopUndoer;
import io.poolbench.substrate.Luns;
import io.poolbench.substrate.MountUndoer;
import io.poolbench.substrate.Mounts;
import io.poolbench.substrate.Place;
import io.poolbench.substrate.Substrate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A substrate and guests for experiments that compare one way of measuring with another. */
final class ExperimentRig implements AutoCloseable {
  private static final String TEXT =
      """
      name: experiment
      substrate: { device: loop:300MiB }
      disk: { size: 256MiB }
      backends: [ { kind: block, name: block } ]
      baseline: block
      workloads:
        - { name: randread-4k-qd1, fio: { rw: randread, bs: 4k, iodepth: 1, runtime: 3s, ramp_time: 1s } }
        - { name: randwrite-4k-qd16, fio: { rw: randwrite, bs: 4k, iodepth: 16, runtime: 3s, ramp_time: 1s } }
        - { name: fsync-log, fio: { rw: write, bs: 4k, fdatasync: 1, runtime: 3s, ramp_time: 1s } }
      replicates: 1
      """;

  private final Connections connections = new Connections();
  private final Path folder;
  private final Appliance appliance;
  private int booted;
  private int trials;
  final Journal journal;
  final Hypervisor hypervisor;
  final Scenario scenario;
  final Substrate substrate;

  ExperimentRig(Path temporary) throws Exception {
    Undoers undoers =
        new Undoers(
            List.of(
                new DomainUndoer(connections),
                new PoolUndoer(connections),
                new MountUndoer(),
                new LoopUndoer(),
                new FolderUndoer()));
    scenario = load(temporary);
    hypervisor = connections.to("qemu:///system");
    journal = Journal.open(temporary.resolve("journal.jsonl"), undoers);
    folder = Path.of("/var/lib/poolbench/poolbench-experiment-" + ProcessHandle.current().pid());
    Folders.create(journal, folder);
    appliance =
        Appliance.ensure(ApplianceCache.ofUser(), scenario.guest().kernel(), System.out::println)
            .copyTo(folder);
    Mounts.share(journal, Files.createDirectory(folder.resolve("mounts")));
    Files.createDirectory(folder.resolve("mounts/disk"));
    substrate = LoopSubstrate.create(journal, folder, scenario.substrate().sizeBytes());
  }

  private static Scenario load(Path temporary) throws Exception {
    Path file = Files.writeString(temporary.resolve("experiment.yaml"), TEXT);
    try {
      return ScenarioLoader.load(file);
    } catch (InvalidScenarioException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  BootedGuest boot() throws Exception {
    String name = folder.getFileName() + "-" + ++booted;
    long start = System.nanoTime();
    return BootedGuest.of(
        hypervisor.start(
            journal,
            name,
            GuestXml.of(
                name,
                "experiment",
                scenario.guest(),
                false,
                appliance.kernel(),
                appliance.initrd(),
                folder.resolve(name + ".log"))),
        booted,
        Duration.ofMinutes(4),
        start);
  }

  Site site() {
    Place place = substrate.place(1, "block");
    return new Site(
        String.valueOf(folder.getFileName()),
        place.device(),
        place.sizeBytes(),
        folder.resolve("mounts/disk"));
  }

  /** One trial of the scenario's only backend in a guest. */
  TrialRecord trial(BootedGuest guest, long seed) throws InterruptedException {
    trials++;
    TrialRecord trial =
        new TrialExecutor(
                scenario, hypervisor, journal, substrate, Luns.none(), folder, new Silent())
            .run(
                new PlannedTrial(trials, trials, "block"),
                site(),
                new RunningGuest(guest, scenario.guest()),
                workload -> seed)
            .trial();
    if (trial.failure() != null) {
      throw new AssertionError(trial.failure());
    }
    return trial;
  }

  @Override
  public void close() {
    List<String> problems = journal.releaseAll();
    journal.close();
    connections.close();
    if (!problems.isEmpty()) {
      throw new AssertionError(problems.toString());
    }
  }

  private static final class Silent implements RunListener {
    @Override
    public void started(RunRecord run, Path runFolder) {}

    @Override
    public void extended(RunRecord run) {}

    @Override
    public void preparing(String what) {}

    @Override
    public void phase(PlannedTrial trial, String phase) {}

    @Override
    public void stored(TrialRecord trial) {}
  }
}
