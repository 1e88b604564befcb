package io.poolbench.cli;

import io.poolbench.backend.Requirement;
import io.poolbench.backend.StorageBackend;
import io.poolbench.lab.LabService;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which of the lab's services backends need. */
final class LabNeeds {
  private LabNeeds() {}

  static Set<LabService> of(List<StorageBackend> backends) {
    Set<LabService> needed = EnumSet.noneOf(LabService.class);
    for (StorageBackend backend : backends) {
      for (Requirement requirement : backend.requirements()) {
        for (LabService service : LabService.values()) {
          if (isMetBy(service, requirement)) {
            needed.add(service);
          }
        }
      }
    }
    return needed;
  }

  private static boolean isMetBy(LabService service, Requirement requirement) {
    if (requirement instanceof Requirement.LabServer server) {
      return server.service().equals(service.word());
    }
    if (requirement instanceof Requirement.Tool tool) {
      return service.brings(tool.debianPackage());
    }
    if (requirement instanceof Requirement.QemuProtocol protocol) {
      return service.brings(protocol.debianPackage());
    }
    return service == LabService.UDEV && requirement instanceof Requirement.Udev
        || service == LabService.LVM
            && requirement instanceof Requirement.KernelModule module
            && module.name().startsWith("dm-");
  }
}
