package io.poolbench.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that several commands take. */
final class SharedOptions {
  static final Path USUAL_WORK_FOLDER = Path.of("/var/lib/poolbench");

  @Option(
      names = "--connect",
      paramLabel = "URI",
      defaultValue = "qemu:///system",
      description = "libvirt connection, as in virsh (default: ${DEFAULT-VALUE}).")
  String uri = "qemu:///system";

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "Folder of the runs (default: results/ beside the launcher).")
  @Nullable Path results;

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "Folder of the reports (default: reports/ beside the launcher).")
  @Nullable Path reports;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      defaultValue = "/var/lib/poolbench",
      description =
          "Where substrate files and mount points are made; needs space and direct I/O (default:"
              + " ${DEFAULT-VALUE}).")
  Path workFolder = USUAL_WORK_FOLDER;

  Path results() {
    return results == null ? home().resolve("results") : results.toAbsolutePath();
  }

  Path reports() {
    return reports == null ? home().resolve("reports") : reports.toAbsolutePath();
  }

  /** What {@code --work-dir} says; null when it says the usual folder. */
  @Nullable Path namedWorkFolder() {
    return workFolder().equals(USUAL_WORK_FOLDER) ? null : workFolder();
  }

  Path workFolder() {
    return workFolder.toAbsolutePath().normalize();
  }

  /** The project's folder, which the launcher tells. */
  static Path home() {
    return Path.of(System.getProperty("poolbench.home", "")).toAbsolutePath().normalize();
  }
}
