package io.poolbench.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * CPU time of the kernel's own threads: what it does on behalf of others, such as writing back,
 * loop devices and journals, is on nobody else's account (proc(5), {@code /proc/PID/schedstat}).
 * One that ends keeps what it was last seen to have.
 */
public final class KernelThreads {
  /** The parent of all others, kthreadd. */
  private static final String KTHREADD = "2";

  private final Path proc;
  private final Map<String, Long> nanos = new HashMap<>();
  private final Set<String> others = new HashSet<>();

  public KernelThreads() {
    this(Path.of("/proc"));
  }

  KernelThreads(Path proc) {
    this.proc = proc;
  }

  /** Nanoseconds on a CPU, all together; empty where they are not counted or cannot be seen. */
  public OptionalLong cpuNanos() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        String pid = String.valueOf(process.getFileName());
        if (!others.contains(pid)) {
          look(pid, process);
        }
      }
    } catch (IOException e) {
      return OptionalLong.empty();
    }
    return nanos.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(nanos.values().stream().mapToLong(Long::longValue).sum());
  }

  private void look(String pid, Path process) {
    try {
      if (!nanos.containsKey(pid) && !isKernels(pid, process)) {
        others.add(pid);
        return;
      }
      String[] fields = Files.readString(process.resolve("schedstat")).strip().split(" ");
      nanos.merge(pid, Long.parseLong(fields[0]), Math::max);
    } catch (IOException | NumberFormatException ended) {
      // gone meanwhile, or not counted
    }
  }

  private static boolean isKernels(String pid, Path process) throws IOException {
    String stat = Files.readString(process.resolve("stat"));
    // the name in parentheses may hold anything; the parent is the second field behind it
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return pid.equals(KTHREADD) || fields[1].equals(KTHREADD);
  }
}
