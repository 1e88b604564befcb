package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.result.ResultStore;
import io.poolbench.result.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Folders of its own for one test's runs, and a look at what they left on the machine.
 *
 * <p>They lie where QEMU's own user can read and direct I/O works, unlike most temporary folders.
 */
final class Sandbox implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private final List<PoolbenchProcess> started = new ArrayList<>();

  Sandbox() throws IOException {
    root = Files.createTempDirectory(Path.of("/var/tmp"), "poolbench-it-");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  Path root() {
    return root;
  }

  Path results() {
    return root.resolve("results");
  }

  Path reports() {
    return root.resolve("reports");
  }

  Path work() {
    return root.resolve("work");
  }

  Path write(String name, String text) throws IOException {
    return Files.writeString(root.resolve(name), text);
  }

  RunResult load(String run) {
    return new ResultStore(results()).load(run);
  }

  /** Starts {@code poolbench run} as a process of its own. */
  PoolbenchProcess startRun(Path scenario, String run, String... more) throws IOException {
    return startRun(List.of(), scenario, run, more);
  }

  PoolbenchProcess startRun(List<String> jvmOptions, Path scenario, String run, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--name", run, "--seed", "7"));
    arguments.addAll(List.of(more));
    return start(jvmOptions, scenario, arguments);
  }

  /** Starts {@code poolbench run} under a name that it chooses. */
  PoolbenchProcess start(List<String> jvmOptions, Path scenario, List<String> more)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run", scenario.toString()));
    arguments.addAll(more);
    arguments.addAll(folders());
    return started(PoolbenchProcess.start(root, jvmOptions, arguments));
  }

  /** Starts {@code poolbench resume} as a process of its own. */
  PoolbenchProcess startResume(String run) throws IOException {
    return startResume(run, work());
  }

  /** As {@link #startResume(String)}, in a work folder of its own, which lies in {@link #root}. */
  PoolbenchProcess startResume(String run, Path workFolder) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("resume", run));
    arguments.addAll(folders());
    arguments.set(arguments.indexOf("--work-dir") + 1, workFolder.toString());
    return started(PoolbenchProcess.start(root, arguments));
  }

  /** Starts any command of {@code poolbench}, behind words that say where. */
  PoolbenchProcess startIn(List<String> prefix, List<String> arguments) throws IOException {
    Files.createDirectories(temporary());
    return started(
        PoolbenchProcess.startIn(
            root, prefix, List.of("-Djava.io.tmpdir=" + temporary()), arguments));
  }

  /** Temporary files of what {@link #startIn} starts. */
  Path temporary() {
    return root.resolve("tmp");
  }

  private PoolbenchProcess started(PoolbenchProcess process) {
    started.add(process);
    return process;
  }

  List<String> folders() {
    return List.of(
        "--results", results().toString(),
        "--reports", reports().toString(),
        "--work-dir", work().toString());
  }

  /** What a command said, run in this JVM. */
  record Said(int exitCode, String out, String err) {}

  static Said say(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            arguments.toArray(String[]::new));
    return new Said(exitCode, out.toString(), err.toString());
  }

  Said cleanup(String... more) {
    List<String> arguments = new ArrayList<>(List.of("cleanup"));
    arguments.addAll(List.of(more));
    arguments.addAll(folders());
    return say(arguments);
  }

  /** Everything a run can leave outside its results, as lines; empty when there is nothing. */
  List<String> leftOf(String run) throws Exception {
    String prefix = "poolbench-" + run;
    List<String> left = new ArrayList<>();
    guests(prefix).forEach(guest -> left.add("guest " + guest));
    for (String pool : virsh("pool-list", "--all", "--name").split("\n")) {
      if (pool.startsWith(prefix)) {
        left.add("pool " + pool);
      }
    }
    for (String line : virsh("secret-list").split("\n")) {
      if (line.strip().endsWith(" " + prefix)) {
        left.add("secret " + line.strip());
      }
    }
    for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
      if (line.split(" ")[1].startsWith(root.toString())) {
        left.add("mount " + line);
      }
    }
    try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
      for (Path device : devices.toList()) {
        Path backing = device.resolve("loop/backing_file");
        if (Files.exists(backing) && Files.readString(backing).startsWith(root.toString())) {
          left.add("loop " + device.getFileName());
        }
      }
    }
    if (Files.exists(work().resolve(prefix))) {
      left.add("folder " + work().resolve(prefix));
    }
    return left;
  }

  static List<String> guests(String prefix) throws Exception {
    return virsh("list", "--all", "--name").lines().filter(g -> g.startsWith(prefix)).toList();
  }

  /** Waits until libvirt has ended the guests of a process that was killed. */
  static void awaitNoGuestOf(String run) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!guests("poolbench-" + run).isEmpty()) {
      assertThat(System.nanoTime()).as("libvirt ends the guest").isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  /** kill -9 to the QEMU of the run's only guest. */
  static void killTheGuestOf(String run) throws Exception {
    List<String> guests = guests("poolbench-" + run);
    assertThat(guests).hasSize(1);
    Path pid = Path.of("/run/libvirt/qemu", guests.get(0) + ".pid");
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow().destroyForcibly();
  }

  /** What the run's journal says was begun and not undone. */
  List<String> pendingIn(String run) throws IOException {
    Map<Long, String> pending = new TreeMap<>();
    for (String line : Files.readAllLines(results().resolve(run).resolve("journal.jsonl"))) {
      JsonNode entry = JSON.readTree(line);
      long seq = entry.path("seq").asLong();
      if (entry.path("step").asText().equals("UNDONE")) {
        pending.remove(seq);
      } else {
        pending.put(seq, entry.path("step").asText() + " " + entry.path("creation"));
      }
    }
    return List.copyOf(pending.values());
  }

  void assertNothingIsLeftOf(String run) throws Exception {
    assertThat(leftOf(run)).isEmpty();
    assertThat(pendingIn(run)).isEmpty();
  }

  static String virsh(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("virsh", "-q", "-c", "qemu:///system"));
    command.addAll(List.of(arguments));
    Process virsh =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(virsh.getInputStream().readAllBytes());
    assertThat(virsh.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return text;
  }

  /** Takes down what a failed test left, then deletes the folders. */
  @Override
  public void close() throws Exception {
    for (PoolbenchProcess process : started) {
      process.kill();
    }
    // whatever connection a journal names
    cleanup("--connect", "qemu:///system");
    for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
      if (line.split(" ")[1].startsWith(root.toString())) {
        throw new IllegalStateException("still mounted, so not deleted: " + line);
      }
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
