package io.poolbench.scenario;

import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;
import io.poolbench.backend.StorageBackend;
import io.poolbench.workload.FioWorkload;
import io.poolbench.workload.Precondition;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A valid scenario. {@code ScenarioLoader} is the only way to one.
 *
 * @param file the file it was read from
 * @param text the file's content, verbatim
 * @param jobFiles the fio job files it names, each once
 * @param question what it asks, in words, or empty
 * @param baseline name of one of the backends
 * @param seed declared seed; empty means a fresh one for each run
 */
public record Scenario(
    Path file,
    String text,
    List<JobFile> jobFiles,
    String name,
    String question,
    SubstrateSpec substrate,
    GuestSpec guest,
    BootMode boot,
    DiskSpec disk,
    List<StorageBackend> backends,
    String baseline,
    List<FioWorkload> workloads,
    Precondition precondition,
    Replicates replicates,
    OptionalLong seed) {
  public Scenario {
    jobFiles = List.copyOf(jobFiles);
    backends = List.copyOf(backends);
    workloads = List.copyOf(workloads);
  }

  public StorageBackend backend(String backendName) {
    return backends.stream()
        .filter(b -> b.name().equals(backendName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no backend named " + backendName));
  }

  /**
   * This scenario with some backends left out.
   *
   * @throws IllegalArgumentException when the baseline is among them
   */
  public Scenario without(Set<String> names) {
    if (names.contains(baseline)) {
      throw new IllegalArgumentException("the baseline " + baseline + " cannot be left out");
    }
    return new Scenario(
        file,
        text,
        jobFiles,
        name,
        question,
        substrate,
        guest,
        boot,
        disk,
        backends.stream().filter(b -> !names.contains(b.name())).toList(),
        baseline,
        workloads,
        precondition,
        replicates,
        seed);
  }
}
