package io.poolbench.host;

import io.poolbench.backend.NotYet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What there is on this machine of storage that cannot be provisioned yet. Looks, and asks nobody.
 */
public final class Unprovisioned {
  /** Programs and a module of the kernel by kind; of the others there is nothing to see. */
  private static final Map<String, List<String>> PROGRAMS =
      Map.of("zfs", List.of("zpool"), "rbd", List.of("rbd"));

  private static final Map<String, String> MODULES = Map.of("zfs", "zfs", "rbd", "rbd");

  private final Path root;
  private final List<Path> searchPath;

  /** Of the machine as it is. */
  public Unprovisioned() {
    this(Path.of("/"), Capabilities.searchPath());
  }

  Unprovisioned(Path root, List<Path> searchPath) {
    this.root = root;
    this.searchPath = List.copyOf(searchPath);
  }

  /** What of a kind is there, in words; empty when nothing is. */
  public List<String> present(NotYet kind) {
    List<String> present = new ArrayList<>();
    for (String program : PROGRAMS.getOrDefault(kind.kind(), List.of())) {
      if (searchPath.stream().anyMatch(folder -> Files.isExecutable(folder.resolve(program)))) {
        present.add(program + " is installed");
      }
    }
    String module = MODULES.get(kind.kind());
    if (module != null && Files.exists(root.resolve("sys/module").resolve(module))) {
      present.add("the kernel's " + module + " is loaded");
    }
    if (kind.kind().equals("nvme")) {
      named("sys/class/nvme", "nvme", present);
    }
    return present;
  }

  private void named(String folder, String prefix, List<String> present) {
    entries(folder).filter(name -> name.startsWith(prefix)).sorted().forEach(present::add);
  }

  private Stream<String> entries(String folder) {
    try (Stream<Path> entries = Files.list(root.resolve(folder))) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).toList().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
