package io.poolbench.cli;

import io.poolbench.backend.Requirement;
import io.poolbench.backend.StorageBackend;
import io.poolbench.host.Capabilities;
import io.poolbench.host.Capabilities.Missing;
import io.poolbench.lab.LabModules;
import io.poolbench.lab.LabService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a lab on this machine would offer, told without starting one: it has the machine's programs
 * and libvirt, a kernel of its own, and packages that are fetched for it when they are needed.
 */
final class LabOffer {
  private final Capabilities here;
  private final boolean libvirtAnswers;
  private final LabModules modules;

  /**
   * @param libvirtAnswers whether the libvirt that a lab would start is known from here
   */
  LabOffer(Capabilities here, boolean libvirtAnswers, LabModules modules) {
    this.here = here;
    this.libvirtAnswers = libvirtAnswers;
    this.modules = modules;
  }

  /** What stands in the way of a backend in a lab. */
  List<Missing> missing(StorageBackend backend) {
    return switch (backend.bytesEnd()) {
      case SUBSTRATE, MEMORY -> missing(backend.requirements());
      case SERVER -> List.of(new Missing("a lab has no network", "take the lab's own server"));
      case ADAPTER ->
          List.of(new Missing("a lab has no adapter of this machine", "take the lab's own"));
    };
  }

  /** Which of the requirements a lab would not meet, in their order. */
  List<Missing> missing(List<Requirement> requirements) {
    List<Missing> missing = new ArrayList<>();
    for (Requirement requirement : requirements) {
      if (requirement instanceof Requirement.KernelModule module) {
        missing.addAll(kernel(module.name()));
      } else if (requirement instanceof Requirement.KernelFilesystem filesystem) {
        missing.addAll(kernel(filesystem.name()));
      } else if (requirement instanceof Requirement.ProcessorTime time) {
        missing.add(new Missing(time.reason(), time.instead()));
      } else if (!isTheLabsOwn(requirement)) {
        missing.addAll(here.missing(List.of(requirement)));
      }
    }
    return missing;
  }

  private boolean isTheLabsOwn(Requirement requirement) {
    // everybody is root in a lab
    return requirement instanceof Requirement.Root
        || requirement instanceof Requirement.Udev
        || requirement instanceof Requirement.Lab
        || requirement instanceof Requirement.LabServer
        || requirement instanceof Requirement.PoolType type
            && (!libvirtAnswers || bring("libvirt-daemon-driver-storage-" + type.type()))
        || requirement instanceof Requirement.QemuDriver driver && bring(driver.debianPackage())
        || requirement instanceof Requirement.Tool tool && bring(tool.debianPackage());
  }

  /** Whether labs fetch a package for themselves. */
  private static boolean bring(String debianPackage) {
    return Stream.of(LabService.values()).anyMatch(s -> s.brings(debianPackage));
  }

  private List<Missing> kernel(String module) {
    return modules.has(module)
        ? List.of()
        : List.of(
            new Missing("its kernel has no " + module, "measure it on a machine that has it"));
  }
}
