package io.poolbench.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The modules of the lab's kernel, as they lie installed (modules.dep(5)). */
public final class LabModules {
  private final Set<String> names;

  LabModules(List<String> lines) {
    names = new HashSet<>();
    lines.forEach(line -> names.add(name(line)));
  }

  /** Those of the lab's kernel on this machine; none when it is not installed. */
  public static LabModules installed() {
    try (Stream<Path> releases = Files.list(Path.of(LabKernel.MODULES))) {
      Path newest = releases.sorted().reduce((a, b) -> b).orElseThrow(IOException::new);
      List<String> lines = new java.util.ArrayList<>();
      lines.addAll(Files.readAllLines(newest.resolve("modules.dep")));
      lines.addAll(Files.readAllLines(newest.resolve("modules.builtin")));
      return new LabModules(lines);
    } catch (IOException e) {
      return new LabModules(List.of());
    }
  }

  /** Whether there is a module, or a filesystem, of this name; built in counts. */
  public boolean has(String module) {
    return names.contains(module.replace('_', '-'));
  }

  /** {@code kernel/drivers/md/dm-mod.ko: kernel/…} is {@code dm-mod}. */
  private static String name(String line) {
    String path = line.split(":", -1)[0];
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.replaceFirst("\\.ko.*", "").replace('_', '-');
  }
}
