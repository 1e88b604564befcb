package io.poolbench.cli;

import io.poolbench.lab.LabJob;
import io.poolbench.lab.LabService;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the lab's own commands. */
final class LabOptions {
  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = Size.Converter.class,
      description = "The most memory the lab may use (default: 3GiB).")
  private @Nullable Size memory;

  @Option(
      names = "--disk",
      paramLabel = "SIZE",
      converter = Size.Converter.class,
      description =
          "Size of the lab's disk, ext4 on /var/lib/poolbench; a sparse file in the work folder"
              + " (default: 4GiB).")
  private @Nullable Size disk;

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description =
          "Where the lab's folder is made (default: /var/lib/poolbench, or a folder in the user's"
              + " cache where that cannot be written).")
  private @Nullable Path workFolder;

  @Option(names = "--no-libvirt", description = "Start the lab without libvirtd: sooner.")
  private boolean withoutLibvirt;

  @Option(
      names = "--serve",
      paramLabel = "SERVICE",
      split = ",",
      description =
          "Storage services that the lab starts: ${COMPLETION-CANDIDATES}. What of them is not"
              + " installed here is fetched into the cache with apt-get, and not installed.")
  private Set<LabService> services = EnumSet.noneOf(LabService.class);

  long memoryBytes() {
    return memory == null ? LabJob.USUAL_MEMORY_BYTES : memory.bytes();
  }

  long diskBytes() {
    return disk == null ? LabJob.USUAL_DISK_BYTES : disk.bytes();
  }

  boolean libvirt() {
    return !withoutLibvirt;
  }

  Set<LabService> services() {
    return services;
  }

  Path workFolder() {
    return LabFolders.work(workFolder);
  }
}
