package io.poolbench.lab;

import io.poolbench.host.Capabilities.Missing;
import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.host.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What a lab needs of the machine, looked at without starting one. */
public final class LabRequirements {
  /** Programs the lab is made of, and the Debian packages they come in. */
  private static final Map<String, String> PROGRAMS = new LinkedHashMap<>();

  static {
    PROGRAMS.put(LabKernel.PROGRAM, "user-mode-linux");
    PROGRAMS.put("bwrap", "bubblewrap");
    PROGRAMS.put("busybox", "busybox-static");
    PROGRAMS.put("libvirtd", "libvirt-daemon");
    PROGRAMS.put("virsh", "libvirt-clients");
    PROGRAMS.put("qemu-system-x86_64", "qemu-system-x86");
    PROGRAMS.put("mkfs.ext4", "e2fsprogs");
  }

  /** Memory is taken as it is used, and a small job uses far less than the most it may. */
  private static final long MAY_BE_MISSING_BYTES = 1L << 30;

  private LabRequirements() {}

  /** What stands in the way of a lab with this much memory; empty when nothing seems to. */
  public static List<Missing> missing(long memoryBytes) throws InterruptedException {
    List<Missing> missing = new ArrayList<>();
    if (Place.here() == Place.LAB) {
      missing.add(new Missing("this is a lab already", "run it on the host"));
      return missing;
    }
    String architecture = System.getProperty("os.arch");
    if (!"amd64".equals(architecture)) {
      missing.add(new Missing("this is no amd64 but " + architecture, "use an amd64 machine"));
      return missing;
    }
    PROGRAMS.forEach(
        (program, debianPackage) -> {
          if (Programs.find(program).isEmpty()) {
            missing.add(
                new Missing(program + " is not installed", "apt-get install " + debianPackage));
          }
        });
    if (ProcessorState.exceedsTheKernels() && Programs.find(ProcessorState.COMPILER).isEmpty()) {
      missing.add(
          new Missing(
              "the lab's kernel does not know this processor's AMX, and there is no "
                  + ProcessorState.COMPILER
                  + " to mend that",
              "apt-get install gcc libc6-dev"));
    }
    if (missing.isEmpty()) {
      modules().ifPresent(missing::add);
      container(memoryBytes).ifPresent(missing::add);
    }
    memory(memoryBytes).ifPresent(missing::add);
    return missing;
  }

  /** Whether this process is root. */
  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
          && uid == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Missing> modules() {
    try (Stream<Path> folders = Files.list(Path.of(LabKernel.MODULES))) {
      if (folders.findAny().isPresent()) {
        return Optional.empty();
      }
    } catch (IOException e) {
      // as good as empty
    }
    return Optional.of(
        new Missing(
            "the lab's kernel has no modules in " + LabKernel.MODULES,
            "apt-get install --reinstall user-mode-linux"));
  }

  /** Whether the container can be had here, tried with the kernel's own --version in it. */
  private static Optional<Missing> container(long memoryBytes) throws InterruptedException {
    List<String> command = new ArrayList<>(Bubblewrap.container(isRoot(), memoryBytes));
    command.addAll(List.of(LabKernel.PROGRAM, "--version"));
    String words;
    try {
      Command.Result result = Command.run(Duration.ofSeconds(30), command);
      if (result.exitCode() == 0) {
        return Optional.empty();
      }
      words =
          result.errors().isBlank() ? "exit code " + result.exitCode() : result.errors().strip();
    } catch (CommandException e) {
      words = String.valueOf(e.getMessage());
    }
    return Optional.of(
        new Missing(
            "bubblewrap cannot contain the lab here: " + words,
            isRoot()
                ? "a container needs to be run with --privileged"
                : "run as root, or allow user namespaces: sysctl"
                    + " kernel.unprivileged_userns_clone, user.max_user_namespaces,"
                    + " kernel.apparmor_restrict_unprivileged_userns"));
  }

  private static Optional<Missing> memory(long memoryBytes) {
    OptionalLong available = available();
    long wanted = memoryBytes - MAY_BE_MISSING_BYTES;
    if (available.isEmpty() || available.getAsLong() >= wanted) {
      return Optional.empty();
    }
    return Optional.of(
        new Missing(
            "a lab of %d MiB wants %d MiB of free memory, and there are %d MiB"
                .formatted(memoryBytes >> 20, wanted >> 20, available.getAsLong() >> 20),
            "end something else, or take a scenario with a smaller guest"));
  }

  private static OptionalLong available() {
    try {
      return available(Files.readAllLines(Path.of("/proc/meminfo")));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** MemAvailable of /proc/meminfo (proc(5)), in bytes. */
  static OptionalLong available(List<String> meminfo) {
    return meminfo.stream()
        .filter(line -> line.matches("MemAvailable: +\\d+ kB"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst();
  }
}
