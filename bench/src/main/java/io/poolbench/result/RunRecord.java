package io.poolbench.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run, {@code run.json}: everything a reader needs beside the trials.
 *
 * @param formatVersion see {@link FormatVersion}
 * @param id the run's name, also its folder's
 * @param question the scenario's question, from its {@code question} key, or empty
 * @param poolbenchVersion version that began it
 * @param state see {@link RunState}
 * @param resumptions how often it was taken up again, oldest first
 * @param place {@code local}, or {@code lab} for a run in the user-space lab
 * @param seed seed of the order and of the guests' random offsets
 * @param inputs what it was made of, the scenario first; empty when format version 1 stored it,
 *     which kept no digests
 * @param order trials in the order they were to run; grows when what was measured asks for more
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
    List<Resumption> resumptions,
    String place,
    Accelerator accelerator,
    long seed,
    List<InputRecord> inputs,
    List<PlannedTrial> order,
    List<BackendRecord> backends,
    List<WorkloadRecord> workloads,
    AnalysisSpec analysis,
    Map<String, String> guest,
    Map<String, String> substrate,
    HostFingerprint host) {

  RunRecord madeOf(List<InputRecord> files) {
    return with(state, ended, problem, substrate, files, resumptions, order);
  }

  RunRecord onSubstrate(Map<String, String> facts) {
    return with(state, ended, problem, facts, inputs, resumptions, order);
  }

  RunRecord finished(Instant when, RunState newState, @Nullable String why) {
    return with(newState, when, why, substrate, inputs, resumptions, order);
  }

  /** Going on again; when and why it had ended is forgotten. */
  RunRecord resumed(Resumption resumption) {
    List<Resumption> all = new ArrayList<>(resumptions);
    all.add(resumption);
    return with(RunState.RUNNING, null, null, substrate, inputs, List.copyOf(all), order);
  }

  /** With trials planned behind those there are. */
  RunRecord extended(List<PlannedTrial> trials) {
    List<PlannedTrial> all = new ArrayList<>(order);
    all.addAll(trials);
    return with(state, ended, problem, substrate, inputs, resumptions, List.copyOf(all));
  }

  /** How many blocks are planned. */
  public int blocks() {
    return order.stream().mapToInt(PlannedTrial::block).max().orElse(0);
  }

  /** With the parts that change while a run goes on; all else stays as it was begun. */
  private RunRecord with(
      RunState newState,
      @Nullable Instant newEnded,
      @Nullable String newProblem,
      Map<String, String> newSubstrate,
      List<InputRecord> newInputs,
      List<Resumption> newResumptions,
      List<PlannedTrial> newOrder) {
    return new RunRecord(
        formatVersion,
        id,
        scenario,
        question,
        poolbenchVersion,
        started,
        newEnded,
        newState,
        newProblem,
        newResumptions,
        place,
        accelerator,
        seed,
        newInputs,
        newOrder,
        backends,
        workloads,
        analysis,
        guest,
        newSubstrate,
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
