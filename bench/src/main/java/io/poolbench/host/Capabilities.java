package io.poolbench.host;

import io.poolbench.backend.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What this machine offers of what backends need. */
public final class Capabilities {
  private final boolean root;
  private final Optional<Set<String>> poolTypes;
  private final List<Path> searchPath;

  /**
   * The machine's capabilities as they are now.
   *
   * @param poolTypes kinds of pool that libvirt can make
   */
  public static Capabilities of(Set<String> poolTypes) {
    return of(Optional.of(poolTypes));
  }

  /**
   * The machine's capabilities as they are now.
   *
   * @param poolTypes kinds of pool that libvirt can make; empty when it does not answer
   */
  public static Capabilities of(Optional<Set<String>> poolTypes) {
    return new Capabilities(
        "root".equals(System.getProperty("user.name")), poolTypes, searchPath());
  }

  /** Where programs are looked for. */
  static List<Path> searchPath() {
    String path = System.getenv("PATH");
    List<Path> folders = new ArrayList<>();
    for (String folder : (path == null ? "/usr/sbin:/usr/bin" : path).split(":")) {
      folders.add(Path.of(folder));
    }
    // mkfs and losetup live where an ordinary user's PATH does not look
    folders.add(Path.of("/usr/sbin"));
    folders.add(Path.of("/sbin"));
    return folders;
  }

  Capabilities(boolean root, Optional<Set<String>> poolTypes, List<Path> searchPath) {
    this.root = root;
    this.poolTypes = poolTypes.map(Set::copyOf);
    this.searchPath = List.copyOf(searchPath);
  }

  /**
   * Something missing.
   *
   * @param reason what is missing
   * @param remedy what to do about it
   */
  public record Missing(String reason, String remedy) {
    @Override
    public String toString() {
      return reason + " (" + remedy + ")";
    }
  }

  /** Which of the requirements are not met, in their order; empty when all are. */
  public List<Missing> missing(List<Requirement> requirements) {
    List<Missing> missing = new ArrayList<>();
    for (Requirement requirement : requirements) {
      if (requirement instanceof Requirement.KernelModule module && !hasModule(module.name())) {
        missing.add(
            new Missing(
                "this kernel has no " + module.name(), "load or install its kernel module"));
      } else if (requirement instanceof Requirement.Udev udev && !hasUdev()) {
        missing.add(
            new Missing("no udev runs, " + udev.reason(), "start systemd-udevd, or run in a lab"));
      } else if (requirement instanceof Requirement.LabServer server
          && !LabServers.offers(server.service())) {
        missing.add(
            new Missing("needs the lab's own " + server.service() + " server", server.instead()));
      } else if (requirement instanceof Requirement.Lab lab && Place.here() != Place.LAB) {
        missing.add(new Missing(lab.reason(), lab.instead()));
      } else if (requirement instanceof Requirement.ProcessorTime time
          && Place.here() == Place.LAB) {
        missing.add(new Missing(time.reason(), time.instead()));
      } else if (requirement instanceof Requirement.QemuDriver driver
          && !QemuDrivers.has(driver.name())) {
        missing.add(
            new Missing(
                "QEMU here has no driver " + driver.name(),
                "apt-get install " + driver.debianPackage()));
      } else if (requirement instanceof Requirement.SecretFile file) {
        SecretFiles.missing(file).ifPresent(missing::add);
      } else if (requirement instanceof Requirement.Tool tool && !hasTool(tool.program())) {
        missing.add(
            new Missing(
                tool.program() + " is not installed", "apt-get install " + tool.debianPackage()));
      } else if (requirement instanceof Requirement.Root need && !root) {
        missing.add(new Missing("needs root " + need.reason(), "run as root, or with sudo"));
      } else if (requirement instanceof Requirement.PoolType pool
          && !poolTypes.map(types -> types.contains(pool.type())).orElse(false)) {
        missing.add(
            poolTypes.isEmpty()
                ? new Missing("libvirt does not answer", "start it")
                : new Missing(
                    "libvirt here makes no pools of type " + pool.type(),
                    "install libvirt's storage driver for it"));
      } else if (requirement instanceof Requirement.KernelFilesystem filesystem
          && !hasFilesystem(filesystem.name())) {
        missing.add(
            new Missing(
                "this kernel has no " + filesystem.name(), "load or install its kernel module"));
      }
    }
    return missing;
  }

  private boolean hasTool(String program) {
    return searchPath.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)));
  }

  private static boolean hasFilesystem(String name) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/filesystems"))) {
        // those without a device of their own have a word before the name
        if (line.endsWith("\t" + name)) {
          return true;
        }
      }
    } catch (IOException e) {
      return false;
    }
    return canLoad(name);
  }

  private static boolean hasModule(String name) {
    return Files.exists(Path.of("/sys/module", name.replace('-', '_'))) || canLoad(name);
  }

  /** Whether a module is there to be loaded, or built in where the kernel shows it nowhere. */
  private static boolean canLoad(String module) {
    try {
      return Command.run(Duration.ofSeconds(10), List.of("modprobe", "--dry-run", "-q", module))
              .exitCode()
          == 0;
    } catch (CommandException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean hasUdev() {
    return Files.exists(Path.of("/run/udev/control"));
  }
}
