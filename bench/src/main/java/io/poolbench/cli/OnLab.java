package io.poolbench.cli;

import io.poolbench.backend.BytesEnd;
import io.poolbench.backend.StorageBackend;
import io.poolbench.guest.Appliance;
import io.poolbench.guest.ApplianceCache;
import io.poolbench.lab.LabJob;
import io.poolbench.lab.LabService;
import io.poolbench.run.UnmetRequirements;
import io.poolbench.scenario.Scenario;
import io.poolbench.scenario.SubstrateSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code --on lab}: the same command line once more, by the same classes, in a lab. */
final class OnLab {
  private final CommandSpec spec;
  private final SharedOptions shared;

  OnLab(CommandSpec spec, SharedOptions shared) {
    this.spec = spec;
    this.shared = shared;
  }

  /**
   * Measures a scenario in a lab. Results and reports are written to their folders on this machine.
   *
   * @return the exit code of the command in the lab
   */
  int measure(Scenario scenario) throws Exception {
    refuseDevices(scenario);
    refuseServers(scenario);
    // the lab has no network to build it in
    PrintWriter err = spec.commandLine().getErr();
    Appliance.ensure(ApplianceCache.ofUser(), scenario.guest().kernel(), err::println);
    err.println("starting the lab; figures in it are not the machine's");
    List<Path> readable = new ArrayList<>();
    readable.add(scenario.file().toAbsolutePath());
    return run(
        List.of(made(shared.results(), "--results"), made(shared.reports(), "--reports")),
        readable,
        memoryFor(scenario),
        LabJob.diskFor(scenario.substrate().fileBytes()),
        LabNeeds.of(scenario.backends()));
  }

  /** Memory of a lab for a scenario's guest and for the largest disk that is kept in memory. */
  static long memoryFor(Scenario scenario) {
    long disk = scenario.backends().stream().mapToLong(StorageBackend::memoryBytes).max().orElse(0);
    return LabJob.memoryFor(scenario.guest().memoryBytes() + disk);
  }

  /** The lab mounts it, so it must be there. */
  private static Path made(Path folder, String option) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UnmetRequirements(
          List.of(folder + " cannot be made (" + e + "); choose another with " + option));
    }
  }

  /** A device of the machine is none in the lab. */
  static void refuseDevices(Scenario scenario) {
    if (!(scenario.substrate() instanceof SubstrateSpec.Loop)) {
      throw new UnmetRequirements(
          List.of(
              "a lab reaches no device of this machine, and the scenario's substrate is "
                  + scenario.substrate().text()
                  + "; for a lab take a loop file, such as loop:1GiB"));
    }
  }

  /** A server of somebody's is out of a lab's reach, and so is an adapter. */
  static void refuseServers(Scenario scenario) {
    List<String> elsewhere =
        scenario.backends().stream()
            .filter(b -> b.bytesEnd() == BytesEnd.SERVER || b.bytesEnd() == BytesEnd.ADAPTER)
            .map(StorageBackend::name)
            .toList();
    if (!elsewhere.isEmpty()) {
      throw new UnmetRequirements(
          List.of(
              "a lab has no network and reaches no server, and no adapter of this machine; for a lab"
                  + " take the lab's own, or leave out: "
                  + String.join(", ", elsewhere)));
    }
  }

  /** Runs a command that only looks, with all services that can be had. */
  int look() throws Exception {
    return run(
        List.of(),
        List.of(),
        LabJob.USUAL_MEMORY_BYTES,
        LabJob.USUAL_DISK_BYTES,
        session().obtainable(EnumSet.allOf(LabService.class)));
  }

  private LabSession session() {
    return new LabSession(spec, LabFolders.work(shared.namedWorkFolder()));
  }

  private int run(
      List<Path> writable,
      List<Path> readable,
      long memoryBytes,
      long diskBytes,
      Set<LabService> services)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                // one processor: what a second compiler and collector gain elsewhere is lost here
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                String.join(":", classPath().map(Path::toString).toList()),
                "-Dpoolbench.home=" + SharedOptions.home(),
                Main.class.getName()));
    command.addAll(again(spec.root().commandLine().getParseResult().originalArgs()));
    List<Path> needed = new ArrayList<>(readable);
    classPath().filter(Files::exists).forEach(needed::add);
    return session()
        .run(
            new LabSession.Wanted(
                command, writable, needed, memoryBytes, diskBytes, true, services),
            false);
  }

  private static Stream<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(":"))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath());
  }

  /** The words of a command line without those that are about the host. */
  static List<String> again(List<String> words) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--on") || word.equals("--work-dir")) {
        i++;
      } else if (!word.startsWith("--on=") && !word.startsWith("--work-dir=")) {
        kept.add(word);
      }
    }
    return kept;
  }
}
