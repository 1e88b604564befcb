package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code poolbench} as a process of its own, so that signals and exit codes are real. */
final class PoolbenchProcess {
  private static final long LONGEST_SECONDS = 900;

  private final Process process;
  private final Path out;
  private final Path err;

  private PoolbenchProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static PoolbenchProcess start(Path folder, List<String> arguments) throws IOException {
    return start(folder, List.of(), arguments);
  }

  /**
   * @param prefix words put before the command, such as those of nsenter
   */
  static PoolbenchProcess startIn(
      Path folder, List<String> prefix, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(command(jvmOptions, arguments));
    return startCommand(folder, command);
  }

  /** The command that runs poolbench in a JVM of its own. */
  static List<String> command(List<String> jvmOptions, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dpoolbench.home=" + System.getProperty("poolbench.home")));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.poolbench.cli.Main"));
    command.addAll(arguments);
    return command;
  }

  static PoolbenchProcess start(Path folder, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    return startCommand(folder, command(jvmOptions, arguments));
  }

  private static PoolbenchProcess startCommand(Path folder, List<String> command)
      throws IOException {
    Path out = Files.createTempFile(folder, "out-", ".txt");
    Path err = Files.createTempFile(folder, "err-", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new PoolbenchProcess(process, out, err);
  }

  String out() throws IOException {
    return Files.readString(out);
  }

  Path outFile() {
    return out;
  }

  String err() throws IOException {
    return Files.readString(err);
  }

  /** Waits until it ends and returns its exit code; 128 + n when signal n ended it. */
  int exitCode() throws Exception {
    return exitCode(LONGEST_SECONDS);
  }

  /** As {@link #exitCode()}, for what takes longer than others. */
  int exitCode(long longestSeconds) throws Exception {
    assertThat(process.waitFor(longestSeconds, TimeUnit.SECONDS))
        .as(() -> "ends; so far: " + text(err))
        .isTrue();
    return process.exitValue();
  }

  /** Every process below it. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it ends, but no longer than so many milliseconds. */
  void awaitEnd(long millis) throws InterruptedException {
    boolean unused = process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  void terminate() {
    process.destroy();
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits until something holds, as long as the process lives. */
  void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!condition.call()) {
      assertThat(process.isAlive()).as(() -> what + ", but it ended: " + text(err)).isTrue();
      assertThat(System.nanoTime()).as(() -> what + "; so far: " + text(err)).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  /** Waits until something holds after the process was killed. */
  void awaitDead(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  /** Waits until the run's guest reads from its disk, which only a measured workload does. */
  void awaitMeasuring(String run, int trial) throws Exception {
    await(
        "trial " + trial + " of " + run + " measures",
        () -> {
          List<String> guests = Sandbox.guests("poolbench-" + run);
          return err().contains(trial == 1 ? "run " + run : "[" + (trial - 1) + "/")
              && guests.size() == 1
              && reads(Sandbox.virsh("domblkstat", guests.get(0), "vda"));
        });
  }

  private static boolean reads(String blockStatistics) {
    return blockStatistics
        .lines()
        .map(line -> line.split(" +"))
        .anyMatch(f -> f.length > 2 && f[1].equals("rd_req") && Long.parseLong(f[2]) > 1000);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
