package io.poolbench.lab;

import io.poolbench.host.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the lab's kernel needs on a processor with more state than it was made for: a library that
 * stands between it and {@code ptrace(2)}, see {@code xstate.c}.
 */
final class ProcessorState {
  static final String COMPILER = "gcc";
  private static final String SOURCE = "xstate.c";
  private static final String LIBRARY = "xstate.so";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private ProcessorState() {}

  /** Whether this machine's processor has more state than user-mode Linux 6.1 can give back. */
  static boolean exceedsTheKernels() {
    try {
      return exceedsTheKernels(Files.readAllLines(Path.of("/proc/cpuinfo")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same for the lines of a {@code /proc/cpuinfo} (proc(5)). AMX's tiles are the state of 8
   * KiB.
   */
  static boolean exceedsTheKernels(List<String> cpuinfo) {
    return cpuinfo.stream()
        .filter(line -> line.startsWith("flags"))
        .anyMatch(line -> Arrays.asList(line.split("\\s+")).contains("amx_tile"));
  }

  /**
   * Makes the library in a lab's folder where it is needed.
   *
   * @return its name in that folder
   */
  static Optional<String> library(LabFolder folder) throws IOException, InterruptedException {
    if (!exceedsTheKernels()) {
      return Optional.empty();
    }
    Path source = folder.path().resolve(SOURCE);
    Files.writeString(source, LabFolder.resource(SOURCE));
    Command.check(
        LIMIT,
        List.of(
            COMPILER,
            "-O2",
            "-shared",
            "-fPIC",
            "-o",
            folder.path().resolve(LIBRARY).toString(),
            source.toString(),
            "-ldl"));
    return Optional.of(LIBRARY);
  }
}
