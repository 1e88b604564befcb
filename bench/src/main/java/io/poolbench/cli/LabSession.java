package io.poolbench.cli;

import io.poolbench.host.Capabilities.Missing;
import io.poolbench.lab.Lab;
import io.poolbench.lab.LabJob;
import io.poolbench.lab.LabLayers;
import io.poolbench.lab.LabRequirements;
import io.poolbench.lab.LabService;
import io.poolbench.lab.MissingPackagesException;
import io.poolbench.run.UnmetRequirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a command of this command line in a lab, in the same folder and with the same output. */
final class LabSession {
  /** A job told to end has 75 s, the lab some more to go down. */
  private static final long LONGEST_END_SECONDS = 120;

  /** Beside these, and those that begin with LC_ or POOLBENCH_, nothing of the environment. */
  private static final Set<String> PASSED_ON =
      Set.of("HOME", "LANG", "NO_COLOR", "COLUMNS", "TERM", "TZ", "JAVA_HOME");

  private final CommandSpec spec;
  private final Path workFolder;

  LabSession(CommandSpec spec, Path workFolder) {
    this.spec = spec;
    this.workFolder = workFolder;
  }

  /**
   * What the job is made of.
   *
   * @param writable folders of the host that it may change
   * @param services that are up before it starts
   */
  record Wanted(
      List<String> command,
      List<Path> writable,
      List<Path> readable,
      long memoryBytes,
      long diskBytes,
      boolean libvirt,
      Set<LabService> services) {}

  /**
   * Runs it.
   *
   * @return its exit status
   * @throws UnmetRequirements before anything is made
   */
  int run(Wanted wanted, boolean interactive) throws Exception {
    requireWhatALabNeeds(wanted);
    Path layer = layerFor(wanted.services());
    spec.commandLine().getOut().flush();
    spec.commandLine().getErr().flush();
    LabTerminal terminal = LabTerminal.now(interactive);
    try (Wiring wiring = new Wiring()) {
      Lab lab = new Lab(workFolder, LabFolders.cache().resolve("lab"), wiring.undoers());
      return Interruptible.run(
          () -> lab.run(job(wanted, layer), terminal.streams()), LONGEST_END_SECONDS);
    } finally {
      terminal.restore();
    }
  }

  private void requireWhatALabNeeds(Wanted wanted) throws IOException, InterruptedException {
    List<String> problems = new ArrayList<>();
    for (Missing missing : LabRequirements.missing(wanted.memoryBytes())) {
      problems.add("the lab cannot start here: " + missing);
    }
    Path existing = workFolder;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      problems.add(
          "the work folder "
              + workFolder
              + " cannot be made: "
              + existing
              + " is not a writable folder; choose another with --work-dir");
    } else if (Files.getFileStore(existing).getUsableSpace() < wanted.diskBytes()) {
      problems.add(
          "the work folder %s has %d MiB free, the lab's disk may grow to %d MiB; choose another with --work-dir"
              .formatted(
                  workFolder,
                  Files.getFileStore(existing).getUsableSpace() >> 20,
                  wanted.diskBytes() >> 20));
    }
    if (!problems.isEmpty()) {
      throw new UnmetRequirements(problems);
    }
  }

  /** Those of the services that a lab can start here; says why not the others. */
  Set<LabService> obtainable(Set<LabService> services) throws IOException, InterruptedException {
    try {
      layers().layerFor(services);
      return services;
    } catch (MissingPackagesException e) {
      spec.commandLine().getErr().println(e.getMessage());
      Set<LabService> installed = LabLayers.installed(services);
      spec.commandLine()
          .getErr()
          .println(
              "going on without: "
                  + services.stream()
                      .filter(service -> !installed.contains(service))
                      .map(LabService::word)
                      .collect(Collectors.joining(", ")));
      return installed;
    }
  }

  /** What of the services this machine has not installed, fetched now where it was not before. */
  private @Nullable Path layerFor(Set<LabService> services)
      throws IOException, InterruptedException {
    try {
      return layers().layerFor(services).orElse(null);
    } catch (MissingPackagesException e) {
      throw new UnmetRequirements(List.of(String.valueOf(e.getMessage())));
    }
  }

  private LabLayers layers() {
    return new LabLayers(
        LabFolders.cache().resolve("lab"),
        System.getenv("POOLBENCH_NO_INSTALL") == null,
        spec.commandLine().getErr()::println);
  }

  private static LabJob job(Wanted wanted, @Nullable Path layer) {
    Path here = Path.of("").toAbsolutePath();
    List<Path> readable = new ArrayList<>(wanted.readable());
    readable.add(here);
    readable.add(SharedOptions.home());
    readable.add(LabFolders.cache());
    return new LabJob(
        wanted.command(),
        environment(),
        here,
        wanted.writable(),
        readable.stream().filter(Files::exists).toList(),
        wanted.memoryBytes(),
        wanted.diskBytes(),
        wanted.libvirt(),
        wanted.services(),
        layer);
  }

  private static Map<String, String> environment() {
    Map<String, String> passedOn = new HashMap<>();
    System.getenv()
        .forEach(
            (name, value) -> {
              if (PASSED_ON.contains(name) || name.matches("(LC|POOLBENCH)_[A-Z_]+")) {
                passedOn.put(name, value);
              }
            });
    String path = System.getenv("PATH");
    passedOn.put("PATH", (path == null ? "" : path + ":") + "/usr/sbin:/usr/bin:/sbin:/bin");
    // everybody is root in there, whose home is another one
    passedOn.put("POOLBENCH_CACHE", LabFolders.cache().toString());
    return passedOn;
  }
}
