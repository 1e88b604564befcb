package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.BackendKind;
import io.poolbench.backend.Backends;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.Requirement;
import io.poolbench.host.Capabilities;
import io.poolbench.lab.LabModules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabOfferTest {
  private static List<String> missing(boolean answers, Requirement... requirements) {
    return new LabOffer(Capabilities.of(Set.of("dir")), answers, LabModules.installed())
        .missing(List.of(requirements)).stream().map(Capabilities.Missing::reason).toList();
  }

  @Test
  void aLabBringsItsServersTheirPackagesAndRoot() {
    assertThat(
            missing(
                true,
                new Requirement.Root("to mount"),
                new Requirement.Udev("which names it"),
                new Requirement.LabServer("nfs", "name a server"),
                new Requirement.Tool("no-such-exportfs", "nfs-kernel-server"),
                new Requirement.PoolType("dir"),
                new Requirement.Lab("made in a lab only", "add --on lab"),
                new Requirement.PoolType("iscsi-direct"),
                new Requirement.QemuDriver("no-such-driver", "qemu-block-extra")))
        .isEmpty();
  }

  @Test
  void aLabLacksWhatTheMachineItsKernelAndItsLibvirtLack() {
    assertThat(
            missing(
                true,
                new Requirement.Tool("nosuchprogram", "nosuchpackage"),
                new Requirement.KernelModule("nosuchmodule"),
                new Requirement.QemuDriver("nosuchdriver", "nosuchpackage"),
                new Requirement.ProcessorTime("too coarse there", "measure it here"),
                new Requirement.PoolType("nosuchpool")))
        .containsExactly(
            "nosuchprogram is not installed",
            "its kernel has no nosuchmodule",
            "QEMU here has no driver nosuchdriver",
            "too coarse there",
            "libvirt here makes no pools of type nosuchpool");
    assertThat(missing(false, new Requirement.PoolType("nosuchpool"))).isEmpty();
  }

  @Test
  void somebodysAdapterIsOutOfALabsReachAndTheRamDiskIsNot() {
    BackendKind kind = Backends.kind("scsi").orElseThrow();
    LabOffer offer = new LabOffer(Capabilities.of(Set.of("scsi")), true, LabModules.installed());
    DiskSpec disk = new DiskSpec(64L << 20, DiskSpec.Cache.NONE, DiskSpec.IoMode.NATIVE);

    assertThat(offer.missing(kind.example(disk, Map.of("adapter", "host0", "serial", "S1"))))
        .extracting(Capabilities.Missing::reason)
        .containsExactly("a lab has no adapter of this machine");
    assertThat(offer.missing(kind.example(disk, Map.of())))
        .extracting(Capabilities.Missing::reason)
        .doesNotContain("a RAM disk is made in a lab only");
  }
}
