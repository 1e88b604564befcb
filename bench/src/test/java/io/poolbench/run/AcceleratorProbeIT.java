package io.poolbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.GuestSpec;
import io.poolbench.guest.Appliance;
import io.poolbench.guest.ApplianceCache;
import io.poolbench.lease.Undoers;
import io.poolbench.libvirt.Connections;
import io.poolbench.libvirt.DomainUndoer;
import io.poolbench.result.Accelerator;
import io.poolbench.substrate.FolderUndoer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The boot that proves an accelerator, here without one, and what it leaves: nothing. */
class AcceleratorProbeIT {
  @TempDir Path cache;

  @Test
  void bootsTheApplianceAndLeavesNothing() throws Exception {
    List<Path> before = folders();
    try (Connections connections = new Connections()) {
      Undoers undoers = new Undoers(List.of(new DomainUndoer(connections), new FolderUndoer()));
      Appliance appliance =
          Appliance.ensure(ApplianceCache.ofUser(), GuestSpec.Kernel.CLOUD, line -> {});

      AcceleratorProbe.Answer answer =
          new AcceleratorProbe(connections.to("qemu:///system"), undoers, cache)
              .boot(appliance, false);

      assertThat(answer.accelerator()).as(answer.reason()).isEqualTo(Accelerator.KVM);
    }
    assertThat(folders()).isEqualTo(before);
    assertThat(AcceleratorProbe.journals(cache)).isEmptyDirectory();
  }

  private static List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
      return files
          .filter(f -> String.valueOf(f.getFileName()).startsWith("poolbench-kvm-probe"))
          .sorted()
          .toList();
    }
  }
}
