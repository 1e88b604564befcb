package io.poolbench.run;

import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.Durability;
import io.poolbench.backend.GuestSpec;
import io.poolbench.backend.StorageBackend;
import io.poolbench.fio.FioJob;
import io.poolbench.fio.FioOptions;
import io.poolbench.guest.Appliance;
import io.poolbench.host.Fingerprint;
import io.poolbench.host.Place;
import io.poolbench.measure.FioRunner;
import io.poolbench.measure.GuestDisk;
import io.poolbench.result.Accelerator;
import io.poolbench.result.AnalysisSpec;
import io.poolbench.result.BackendRecord;
import io.poolbench.result.FormatVersion;
import io.poolbench.result.HostFingerprint;
import io.poolbench.result.IoKind;
import io.poolbench.result.MatteringFacts;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunState;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.scenario.Block;
import io.poolbench.scenario.Replicates;
import io.poolbench.scenario.RunPlan;
import io.poolbench.scenario.Scenario;
import io.poolbench.workload.FioWorkload;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A scenario in the words of {@code run.json}. */
final class Descriptions {
  /** fio's options that make a job wait between I/Os, so that its loop is not closed. */
  private static final List<String> PACING =
      List.of("rate", "rate_iops", "thinktime", "rate_process", "rate_min", "rate_iops_min");

  /** Name of the fact in {@code guest}. */
  private Descriptions() {}

  /** A run of a plan as it begins. */
  static RunRecord run(String runId, RunPlan plan, Equipment equipment, String version) {
    Scenario scenario = plan.scenario();
    return new RunRecord(
        FormatVersion.CURRENT,
        runId,
        scenario.name(),
        scenario.question(),
        version,
        Instant.now(),
        null,
        RunState.RUNNING,
        null,
        List.of(),
        Place.here().word(),
        equipment.accelerator(),
        plan.seed(),
        List.of(),
        order(plan),
        backends(scenario),
        workloads(plan),
        analysis(scenario),
        guest(scenario, equipment.accelerator(), equipment.appliance()),
        Map.of(),
        host(equipment));
  }

  static HostFingerprint host(Equipment equipment) {
    Map<String, String> versions = new LinkedHashMap<>(equipment.hypervisor().versions());
    versions.put("guest kernel", equipment.appliance().manifest().kernelVersion());
    versions.put("guest fio", equipment.appliance().manifest().fioVersion());
    return Fingerprint.read(versions);
  }

  static List<PlannedTrial> order(RunPlan plan) {
    return plan.blocks().stream().map(Descriptions::order).flatMap(List::stream).toList();
  }

  static List<PlannedTrial> order(Block block) {
    return block.trials().stream()
        .map(trial -> new PlannedTrial(trial.index(), trial.block(), trial.backend()))
        .toList();
  }

  static List<BackendRecord> backends(Scenario scenario) {
    return scenario.backends().stream()
        .map(b -> new BackendRecord(b.name(), b.kind(), b.description(), settings(b)))
        .toList();
  }

  static List<WorkloadRecord> workloads(RunPlan plan) {
    return plan.scenario().workloads().stream().map(w -> workload(plan, w)).toList();
  }

  /** With what follows from them: what a flush promises, and where the bytes end. */
  private static Map<String, String> settings(StorageBackend backend) {
    Map<String, String> settings = new LinkedHashMap<>(backend.settings());
    boolean dropped = backend.disk().cache() == DiskSpec.Cache.UNSAFE;
    // whatever the storage promises, it is never asked to flush
    Durability durability = dropped ? Durability.NONE : backend.durability();
    settings.put(BackendRecord.DURABILITY, durability.text());
    settings.put(BackendRecord.BYTES_END, backend.bytesEnd().words());
    return settings;
  }

  private static WorkloadRecord workload(RunPlan plan, FioWorkload workload) {
    List<IoKind> kinds = workload.kinds().stream().map(Descriptions::kind).toList();
    IoKind primary = kind(workload.primaryKind());
    // the seed differs from block to block; that of the first stands for all
    long seed = plan.seedOf(plan.trials().get(0), workload);
    return new WorkloadRecord(
        workload.name(),
        workload.description(),
        FioRunner.jobFile(
            workload,
            new GuestDisk(plan.scenario().guest().bus().diskName()),
            plan.scenario().disk().sizeBytes(),
            seed),
        kinds,
        primary,
        kinds.contains(IoKind.SYNC) ? IoKind.SYNC : primary,
        (int) workload.effectiveDepth(),
        workload.jobs().jobs().stream().map(FioJob::options).noneMatch(Descriptions::isPaced),
        workload.measuringTime().toMillis() / 1000.0);
  }

  private static boolean isPaced(FioOptions options) {
    return PACING.stream().anyMatch(options::has);
  }

  private static IoKind kind(io.poolbench.fio.IoKind kind) {
    return IoKind.valueOf(kind.name());
  }

  static AnalysisSpec analysis(Scenario scenario) {
    Replicates replicates = scenario.replicates();
    return new AnalysisSpec(
        scenario.baseline(),
        replicates.equivalence(),
        replicates.precision(),
        replicates.isAdaptive() ? replicates.looks() : List.of(),
        replicates.budget().map(b -> b.toMillis() / 1000.0).orElse(null));
  }

  static Map<String, String> guest(
      Scenario scenario, Accelerator accelerator, Appliance appliance) {
    GuestSpec guest = scenario.guest();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("accelerator", accelerator.label());
    facts.put("vcpus", String.valueOf(guest.vcpus()));
    facts.put("memory", (guest.memoryBytes() >> 20) + " MiB");
    facts.put("bus", guest.bus().word());
    facts.put("queues", String.valueOf(guest.queues()));
    facts.put("disk", (scenario.disk().sizeBytes() >> 20) + " MiB");
    facts.put(
        "fill",
        "random data, whole disk, O_DIRECT, flushed, before each trial"
            + scenario.precondition().words());
    facts.put("boot", scenario.boot().word());
    facts.put("machine", "q35");
    facts.put("appliance kernel", appliance.manifest().kernelVersion());
    facts.put("appliance fio", appliance.manifest().fioVersion());
    facts.put(MatteringFacts.INITRD, appliance.manifest().initrdSha256());
    return facts;
  }
}
