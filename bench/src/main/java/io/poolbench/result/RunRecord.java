package io.poolbench.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run, {@code run.json}: everything a reader needs beside the trials.
 *
 * @param formatVersion see {@link FormatVersion}
 * @param id the run's name, also its folder's
 * @param question the scenario's question, from its {@code question} key, or empty
 * @param poolbenchVersion version that measured
 * @param state see {@link RunState}
 * @param place {@code local}, or {@code lab} for a run in the user-space lab
 * @param seed seed of the order and of the guests' random offsets
 * @param order trials in the order they were to run
 * @param guest what the guest could see, in words, by name of the setting
 * @param substrate where the bytes ended, by name of the setting
 * @param problem why the run is not complete; null when it is, or still running
 */
public record RunRecord(
    int formatVersion,
    String id,
    String scenario,
    String question,
    String poolbenchVersion,
    Instant started,
    @Nullable Instant ended,
    RunState state,
    @Nullable String problem,
    String place,
    Accelerator accelerator,
    long seed,
    List<PlannedTrial> order,
    List<BackendRecord> backends,
    List<WorkloadRecord> workloads,
    AnalysisSpec analysis,
    Map<String, String> guest,
    Map<String, String> substrate,
    HostFingerprint host) {

  RunRecord onSubstrate(Map<String, String> facts) {
    return new RunRecord(
        formatVersion,
        id,
        scenario,
        question,
        poolbenchVersion,
        started,
        ended,
        state,
        problem,
        place,
        accelerator,
        seed,
        order,
        backends,
        workloads,
        analysis,
        guest,
        facts,
        host);
  }

  RunRecord finished(Instant when, RunState newState, @Nullable String why) {
    return new RunRecord(
        formatVersion,
        id,
        scenario,
        question,
        poolbenchVersion,
        started,
        when,
        newState,
        why,
        place,
        accelerator,
        seed,
        order,
        backends,
        workloads,
        analysis,
        guest,
        substrate,
        host);
  }

  public BackendRecord backend(String name) {
    return backends.stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no backend named " + name));
  }

  public WorkloadRecord workload(String name) {
    return workloads.stream()
        .filter(w -> w.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no workload named " + name));
  }
}
