package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CapabilitiesTest {
  private static final Requirement TOOL = new Requirement.Tool("mkfs.ext4", "e2fsprogs");

  @TempDir Path path;

  private List<String> missing(boolean root, Requirement... requirements) {
    return new Capabilities(root, Optional.of(Set.of("dir")), List.of(path.resolve("gone"), path))
        .missing(List.of(requirements)).stream().map(Capabilities.Missing::toString).toList();
  }

  @Test
  void findsAProgramOnThePath() throws Exception {
    Path tool = Files.createFile(path.resolve("mkfs.ext4"));
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(missing(true, TOOL)).isEmpty();
  }

  @Test
  void passesOverAFileThatCannotBeRun() throws Exception {
    Path tool = Files.createFile(path.resolve("mkfs.ext4"));
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(missing(true, TOOL))
        .containsExactly("mkfs.ext4 is not installed (apt-get install e2fsprogs)");
  }

  @Test
  void namesEveryRequirementThatIsNotMetInTheirOrder() {
    assertThat(
            missing(
                false,
                new Requirement.Root("to mount"),
                new Requirement.PoolType("dir"),
                new Requirement.PoolType("logical"),
                new Requirement.KernelFilesystem("nosuchfs"),
                new Requirement.KernelModule("nosuchmodule"),
                new Requirement.LabServer("nosuch", "name a server"),
                new Requirement.QemuDriver("nosuch", "qemu-block-extra"),
                TOOL))
        .containsExactly(
            "needs root to mount (run as root, or with sudo)",
            "libvirt here makes no pools of type logical (install libvirt's storage driver for it)",
            "this kernel has no nosuchfs (load or install its kernel module)",
            "this kernel has no nosuchmodule (load or install its kernel module)",
            "needs the lab's own nosuch server (name a server)",
            "QEMU here has no driver nosuch (apt-get install qemu-block-extra)",
            "mkfs.ext4 is not installed (apt-get install e2fsprogs)");
  }

  @Test
  void knowsTheFilesystemsOfTheRunningKernel() throws Exception {
    String known =
        Files.readAllLines(Path.of("/proc/filesystems")).stream()
            .filter(line -> !line.startsWith("nodev"))
            .map(String::strip)
            .findFirst()
            .orElseThrow();
    assertThat(missing(true, new Requirement.KernelFilesystem(known))).isEmpty();
  }

  @Test
  void knowsTheModulesOfTheRunningKernel() throws Exception {
    try (Stream<Path> modules = Files.list(Path.of("/sys/module"))) {
      String known = String.valueOf(modules.findFirst().orElseThrow().getFileName());
      assertThat(missing(true, new Requirement.KernelModule(known.replace('_', '-')))).isEmpty();
    }
  }

  @Test
  void saysThatLibvirtDoesNotAnswerInsteadOfWhatItLacks() {
    assertThat(
            new Capabilities(true, Optional.empty(), List.of())
                .missing(List.of(new Requirement.PoolType("dir"))))
        .extracting(Capabilities.Missing::reason)
        .containsExactly("libvirt does not answer");
  }

  @Test
  void looksWhereAnOrdinaryUsersPathDoesNot() {
    assertThat(
            Capabilities.of(Set.of("dir"))
                .missing(
                    List.of(new Requirement.Tool("sh", "dash"), new Requirement.PoolType("dir"))))
        .isEmpty();
  }
}
