package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.Requirement;
import io.poolbench.host.Capabilities;
import io.poolbench.lab.LabModules;
import java.util.List;
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
                new Requirement.QemuProtocol("gluster", "qemu-block-extra"),
                new Requirement.PoolType("gluster"),
                new Requirement.PoolType("dir")))
        .isEmpty();
  }

  @Test
  void aLabLacksWhatTheMachineItsKernelAndItsLibvirtLack() {
    assertThat(
            missing(
                true,
                new Requirement.Tool("nosuchprogram", "nosuchpackage"),
                new Requirement.KernelModule("nosuchmodule"),
                new Requirement.QemuProtocol("nosuch", "nosuchpackage"),
                new Requirement.PoolType("nosuchpool")))
        .containsExactly(
            "nosuchprogram is not installed",
            "its kernel has no nosuchmodule",
            "QEMU here does not speak nosuch by itself",
            "libvirt here makes no pools of type nosuchpool");
    assertThat(missing(false, new Requirement.PoolType("nosuchpool"))).isEmpty();
  }
}
