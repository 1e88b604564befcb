package io.poolbench.guest;

import io.poolbench.backend.GuestSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run of the build script. The script itself locks, cleans up and renames the result. */
final class ApplianceBuild {
  private static final String STEP = "==> ";
  private static final int QUOTED_LINES = 15;
  private static final Duration LIMIT = Duration.ofMinutes(60);

  /**
   * Runs the script so that it ends with this process, {@code kill -9} included: the kernel then
   * closes the pipe that a watcher reads from, and the watcher ends the script's whole session.
   */
  private static final String WATCHED =
      """
      exec 3<&0 </dev/null
      (
        trap '' TERM
        exec >/dev/null 2>&1
        while read -r _ <&3; do :; done
        kill -TERM 0
        sleep 5
        kill -KILL 0
      ) &
      watcher=$!
      exec 3<&-
      bash "$@"
      status=$?
      kill -KILL $watcher
      exit $status
      """;

  private final ApplianceSources sources;
  private final GuestSpec.Kernel kernel;
  private final Path output;
  private final Consumer<String> progress;

  ApplianceBuild(
      ApplianceSources sources, GuestSpec.Kernel kernel, Path output, Consumer<String> progress) {
    this.sources = sources;
    this.kernel = kernel;
    this.output = output;
    this.progress = progress;
  }

  void run() {
    try {
      Path cache = Files.createDirectories(output.toAbsolutePath().getParent());
      Path scripts = Files.createTempDirectory(cache, "sources-");
      try {
        sources.writeTo(scripts);
        Path log = Files.createTempFile(cache, "build-", ".log");
        build(scripts.resolve(ApplianceSources.BUILD_SCRIPT), log);
        Files.delete(log);
      } finally {
        deleteTree(scripts);
      }
    } catch (IOException e) {
      throw new ApplianceException("cannot build the appliance " + output + ": " + e, e);
    }
  }

  private void build(Path script, Path log) throws IOException {
    Process process =
        new ProcessBuilder(
                "setsid",
                "sh",
                "-c",
                WATCHED,
                "sh",
                script.toString(),
                output.toString(),
                kernel.word())
            .redirectErrorStream(true)
            .start();
    Thread onExit = new Thread(() -> terminate(process), "appliance-build-stop");
    Runtime.getRuntime().addShutdownHook(onExit);
    CompletableFuture<Void> deadline =
        CompletableFuture.runAsync(
            () -> terminate(process),
            CompletableFuture.delayedExecutor(LIMIT.toMinutes(), TimeUnit.MINUTES));
    // its other end is what the watcher reads from; nothing is ever written to it
    OutputStream alive = process.getOutputStream();
    try {
      Deque<String> tail = follow(process, log);
      int status = process.waitFor();
      if (status != 0 && deadline.isDone()) {
        tail.addLast("it did not end within " + LIMIT.toMinutes() + " min and was ended");
      }
      if (status != 0) {
        throw failed(status, tail, log);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApplianceException("interrupted while building the appliance; log: " + log, e);
    } finally {
      deadline.cancel(false);
      terminate(process);
      alive.close();
      removeHook(onExit);
    }
  }

  /** Copies the output to the log, forwards steps, and returns the last lines. */
  private Deque<String> follow(Process process, Path log) throws IOException {
    Deque<String> tail = new ArrayDeque<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        PrintWriter out = new PrintWriter(Files.newBufferedWriter(log), true)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(line);
        tail.addLast(line);
        if (tail.size() > QUOTED_LINES) {
          tail.removeFirst();
        }
        if (line.startsWith(STEP)) {
          progress.accept("appliance: " + line.substring(STEP.length()));
        }
      }
    }
    return tail;
  }

  private ApplianceException failed(int status, Deque<String> tail, Path log) {
    return new ApplianceException(
        String.format(
            "building the guest appliance failed (exit %d). The last lines:%n  %s%nThe whole log: %s",
            status, String.join(System.lineSeparator() + "  ", tail), log));
  }

  /** The children too: bash acts on a signal only when the program it waits for has ended. */
  private static void terminate(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    children.forEach(ProcessHandle::destroy);
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is going down, which is when the hook does its work.
      return;
    }
  }

  static void deleteTree(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
