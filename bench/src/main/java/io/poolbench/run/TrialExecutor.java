package io.poolbench.run;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.HostCommand;
import io.poolbench.backend.Site;
import io.poolbench.backend.StorageBackend;
import io.poolbench.guest.GuestChannel;
import io.poolbench.host.Command;
import io.poolbench.host.HostCounters;
import io.poolbench.host.PageCache;
import io.poolbench.lease.Abandoned;
import io.poolbench.lease.Journal;
import io.poolbench.lease.LeaseException;
import io.poolbench.libvirt.BlockNodes;
import io.poolbench.libvirt.DiskDevice;
import io.poolbench.libvirt.GuestDomain;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.libvirt.LiveXml;
import io.poolbench.measure.AllocationCheck;
import io.poolbench.measure.Fill;
import io.poolbench.measure.Filler;
import io.poolbench.measure.FioRunner;
import io.poolbench.measure.GuestDisk;
import io.poolbench.measure.ImageExtents;
import io.poolbench.measure.Preconditioning;
import io.poolbench.result.Allocation;
import io.poolbench.result.DiskCounters;
import io.poolbench.result.FormatVersion;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.RampRecord;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.VantageResult;
import io.poolbench.result.WorkloadResult;
import io.poolbench.scenario.Scenario;
import io.poolbench.substrate.AgedFilesystem;
import io.poolbench.substrate.Luns;
import io.poolbench.substrate.Substrate;
import io.poolbench.vantage.FreeVolume;
import io.poolbench.workload.FioWorkload;
import io.poolbench.workload.Precondition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One trial: lease, attach, fill, check, measure each workload, detach, close. What was measured
 * before a failure is kept with the failure.
 */
final class TrialExecutor {
  /** What the failure of a trial begins with that had no guest. */
  static final String UNBOOTED = "the guest did not boot: ";

  private static final Duration COMMAND_LIMIT = Duration.ofMinutes(5);

  private final Scenario scenario;
  private final Hypervisor hypervisor;
  private final Journal journal;
  private final Substrate substrate;
  private final Luns luns;
  private final Path folder;
  private final RunListener listener;

  private final Phases phases = new Phases();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, String> effective = new LinkedHashMap<>();
  private final List<WorkloadResult> workloads = new ArrayList<>();
  private final List<VantageResult> vantages = new ArrayList<>();
  private String guestDigest = "";
  private @Nullable Allocation allocation;

  /**
   * @param folder the run's own, for files of a moment
   */
  TrialExecutor(
      Scenario scenario,
      Hypervisor hypervisor,
      Journal journal,
      Substrate substrate,
      Luns luns,
      Path folder,
      RunListener listener) {
    this.scenario = scenario;
    this.hypervisor = hypervisor;
    this.journal = journal;
    this.substrate = substrate;
    this.luns = luns;
    this.folder = folder;
    this.listener = listener;
  }

  /**
   * A trial's record and the files to be stored beside it.
   *
   * @param abandoned the call that the trial failed by, when it was given up while it went on
   */
  record Outcome(TrialRecord trial, Map<String, byte[]> files, Optional<Abandoned> abandoned) {
    /** Whether something that this trial began may still happen on the machine. */
    boolean mayGoOn() {
      return abandoned.isPresent() && !abandoned.get().hasEnded();
    }

    /** The same with further files. */
    Outcome with(Map<String, byte[]> further) {
      Map<String, byte[]> all = new LinkedHashMap<>(files);
      all.putAll(further);
      return new Outcome(trial, all, abandoned);
    }

    /** A trial that failed before it began, for want of a guest. */
    static Outcome unbooted(
        PlannedTrial trial, Instant started, Exception e, Map<String, byte[]> console) {
      TrialRecord record =
          new TrialRecord(
              FormatVersion.CURRENT,
              trial.index(),
              trial.block(),
              null,
              trial.backend(),
              started,
              Instant.now(),
              UNBOOTED + words(e),
              Map.of(),
              "",
              Map.of(),
              null,
              List.of());
      return new Outcome(record, console, Abandoned.in(e));
    }
  }

  /**
   * Runs the trial.
   *
   * @param seedOf the seed of a workload's random offsets in this trial's block
   * @throws InterruptedException when the run is to end; nothing of this trial is to be stored
   */
  Outcome run(PlannedTrial trial, Site site, TrialGuest guest, ToLongFunction<FioWorkload> seedOf)
      throws InterruptedException {
    Instant started = Instant.now();
    guest.booted().ifPresent(booted -> effective.putAll(booted.facts()));
    String failure = null;
    Optional<Abandoned> abandoned = Optional.empty();
    try {
      measure(trial, site, guest, seedOf);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      failure = words(e);
      abandoned = Abandoned.in(e);
    }
    phases.end();
    TrialRecord record =
        new TrialRecord(
            FormatVersion.CURRENT,
            trial.index(),
            trial.block(),
            guest.booted().map(BootedGuest::ordinal).orElse(null),
            trial.backend(),
            started,
            Instant.now(),
            failure,
            phases.seconds(),
            guestDigest,
            effective,
            allocation,
            workloads,
            vantages);
    return new Outcome(record, files, abandoned);
  }

  private static String words(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private void measure(
      PlannedTrial trial, Site site, TrialGuest guest, ToLongFunction<FioWorkload> seedOf)
      throws Exception {
    StorageBackend backend = scenario.backend(trial.backend());
    begin(trial, "provision");
    try (Provisioned provisioned =
        Provisioned.of(journal, hypervisor, substrate, luns, backend, site, layoutSeed(seedOf))) {
      try {
        measure(trial, site, provisioned, backend, guest, seedOf);
      } catch (Exception e) {
        // the interrupt is kept as an exception: what is taken down now must not be cut short by it
        boolean interrupted = Thread.interrupted() || e instanceof InterruptedException;
        // a guest that still holds the volume would keep its pool and mount from being taken down
        try {
          guest.close();
        } catch (LeaseException stuck) {
          e.addSuppressed(stuck);
        }
        if (interrupted) {
          throw new InterruptedException();
        }
        throw e;
      }
      begin(trial, "close");
    }
  }

  private void measure(
      PlannedTrial trial,
      Site site,
      Provisioned provisioned,
      StorageBackend backend,
      TrialGuest guest,
      ToLongFunction<FioWorkload> seedOf)
      throws Exception {
    long sizeBytes = backend.disk().sizeBytes();
    effective.putAll(provisioned.effective());
    GuestDisk disk = new GuestDisk(scenario.guest().bus().diskName());
    List<Path> below = backend.isOnSubstrate() ? site.devices(backend) : List.of();
    begin(trial, "attach");
    BootedGuest booted = guest.attach(backend.disk(), provisioned.source());
    GuestChannel channel = booted.channel();
    effective.putAll(booted.facts());
    effective.putAll(disk.awaitAttached(channel));
    readBack(booted.domain());
    begin(trial, "fill");
    Precondition asked = scenario.precondition();
    HostCounters before = HostCounters.read(below);
    DiskCounters filled =
        Filler.fill(channel, disk, sizeBytes, fill(backend, asked, layoutSeed(seedOf)));
    Preconditioning.record(
        effective, "fill", asked.passes() * sizeBytes, filled, before, HostCounters.read(below));
    for (HostCommand command : backend.afterFill(site)) {
      Command.check(COMMAND_LIMIT, command.words());
    }
    begin(trial, "check");
    effective.putAll(provisioned.fill("before the workloads"));
    AllocationCheck.Looked looked = provisioned.allocation();
    allocation = looked.allocation();
    looked.pieces().ifPresent(n -> effective.put("image map extents", String.valueOf(n)));
    layout(provisioned.source(), "before the workloads");
    if (backend.ageing().fillsFilesystem()) {
      effective.putAll(AgedFilesystem.level(site.mountPoint()));
    }
    PageCache.drop();
    FioRunner fio = new FioRunner(channel, disk, below, sizeBytes, booted.qemu());
    for (FioWorkload workload : scenario.workloads()) {
      listener.phase(trial, workload.name());
      if (scenario.precondition().rounds() > 0) {
        phases.begin("precondition");
        Preconditioning.run(
            effective,
            channel,
            disk,
            workload,
            scenario.precondition(),
            sizeBytes,
            seedOf.applyAsLong(workload));
      }
      if (backend.disk().cache().usesPageCache()) {
        phases.begin("check");
        // each workload begins without what an earlier one left in memory, clean or not yet written
        PageCache.drop();
      }
      long seed = seedOf.applyAsLong(workload);
      if (workload.ramp().isPresent()) {
        phases.begin("ramp");
      }
      Optional<RampRecord> ramp = fio.ramp(workload, seed);
      phases.begin("measure");
      FioRunner.Raw raw = fio.run(workload, seed, ramp);
      phases.begin("collect");
      FioRunner.Measured measured = fio.collect(workload, raw);
      files.putAll(measured.files());
      workloads.add(measured.result());
    }
    effective.putAll(provisioned.fill("after the workloads"));
    layout(provisioned.source(), "after the workloads");
    begin(trial, "detach");
    guest.detach();
    outside(trial, new FreeVolume(provisioned.source(), backend.disk(), below), seedOf);
  }

  private void outside(PlannedTrial trial, FreeVolume volume, ToLongFunction<FioWorkload> seedOf)
      throws Exception {
    OutsideGuest outside = new OutsideGuest(volume, folder, files, effective);
    for (FioWorkload workload : scenario.workloads()) {
      if (!workload.further().isEmpty()) {
        phases.begin("vantages");
        listener.phase(trial, workload.name() + " outside the guest");
        vantages.addAll(outside.measure(workload, seedOf.applyAsLong(workload)));
      }
    }
  }

  private void layout(DiskSource source, String when) throws InterruptedException {
    if (source.image().isPresent()) {
      effective.putAll(ImageExtents.facts(source.image().get(), when));
    }
  }

  /** As that of fio's offsets: one for every backend of a block, another in the next block. */
  private long layoutSeed(ToLongFunction<FioWorkload> seedOf) {
    return seedOf.applyAsLong(scenario.workloads().get(0));
  }

  private static Fill fill(StorageBackend backend, Precondition asked, long seed) {
    // a block that does not divide the disk would leave its end unwritten
    long block = Math.min(backend.firstWriteBytes(), DiskSpec.GRANULARITY_BYTES);
    return new Fill(
        asked.passes(),
        asked.compressiblePercent(),
        backend.ageing().scattered()
            ? Optional.of(new Fill.Scatter(block, seed))
            : Optional.empty());
  }

  private void begin(PlannedTrial trial, String phase) {
    phases.begin(phase);
    listener.phase(trial, phase);
  }

  private void readBack(GuestDomain guest) {
    String xml = guest.xml();
    files.put("domain.xml", xml.getBytes(StandardCharsets.UTF_8));
    guestDigest = LiveXml.guestDigest(xml);
    effective.putAll(BlockNodes.effective(guest));
    effective.putAll(DiskDevice.effective(guest, xml));
  }
}
