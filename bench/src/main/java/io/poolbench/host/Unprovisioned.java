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
      Map.of("zfs", List.of("zpool"), "rbd", List.of("rbd"), "mpath", List.of("multipathd"));

  private static final Map<String, String> MODULES =
      Map.of("zfs", "zfs", "rbd", "rbd", "mpath", "dm_multipath");

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
    if (kind.kind().equals("mpath")) {
      if (runs("multipathd")) {
        present.add("multipathd runs");
      }
      named("dev/disk/by-id", "dm-uuid-mpath-", present);
    } else if (kind.kind().equals("nvme")) {
      named("sys/class/nvme", "nvme", present);
    }
    return present;
  }

  private void named(String folder, String prefix, List<String> present) {
    entries(folder).filter(name -> name.startsWith(prefix)).sorted().forEach(present::add);
  }

  private boolean runs(String program) {
    return entries("proc")
        .filter(name -> name.matches("[0-9]+"))
        .anyMatch(pid -> comm(pid).equals(program));
  }

  private String comm(String pid) {
    try {
      return Files.readString(root.resolve("proc").resolve(pid).resolve("comm")).strip();
    } catch (IOException e) {
      return ""; // it ended meanwhile
    }
  }

  private Stream<String> entries(String folder) {
    try (Stream<Path> entries = Files.list(root.resolve(folder))) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).toList().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
