package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real labs: what arrives outside, what does not, and what is left of one that is killed. */
class LabIT {
  private static final int NOBODY = 65534;

  private Sandbox sandbox;
  private final List<PoolbenchProcess> started = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    sandbox = new Sandbox();
  }

  @AfterEach
  void close() throws Exception {
    for (PoolbenchProcess process : started) {
      process.kill();
    }
    sandbox.close();
  }

  private PoolbenchProcess lab(String... words) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("lab", "run", "--no-libvirt"));
    arguments.addAll(List.of("--work-dir", sandbox.work().toString(), "--"));
    arguments.addAll(List.of(words));
    PoolbenchProcess process = PoolbenchProcess.start(sandbox.root(), arguments);
    started.add(process);
    return process;
  }

  @Test
  void passesOutputErrorsAndExitCodeOn() throws Exception {
    PoolbenchProcess process =
        lab(
            "sh",
            "-c",
            "echo out; echo err >&2; test -t 1 || echo \"$1\"; exit 7",
            "sh",
            "a 'b' $c");

    assertThat(process.exitCode()).as(process.err()).isEqualTo(7);
    assertThat(process.out()).isEqualTo("out\na 'b' $c\n");
    assertThat(process.err()).isEqualTo("err\n");
    assertThat(sandbox.work()).isEmptyDirectory();
  }

  @Tag("long")
  @Test
  void passesEveryByteOn() throws Exception {
    PoolbenchProcess process =
        lab("sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' '\\377'; printf '\\r\\n\\004end'");

    assertThat(process.exitCode()).as(process.err()).isZero();
    String out = Files.readString(process.outFile(), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(out).hasSize(1_000_006).startsWith("\u00ff").endsWith("\u00ff\r\n\u0004end");
  }

  @Test
  void keepsWhateverItDoesAwayFromTheMachine() throws Exception {
    Path probe = Path.of("/var/tmp/poolbench-lab-probe");
    String before = HostState.digest(Path.of("/etc"));
    Set<String> usr = names(Path.of("/usr"));
    Set<String> root = names(Path.of("/"));

    PoolbenchProcess process =
        lab(
            "sh",
            "-c",
            """
            echo x >/etc/passwd && rm /etc/fstab /etc/hostname; echo x >/etc/probe && echo x >/usr/probe &&
              echo x >/probe && echo x >%s && echo inside
            mkdir /again && mount -t hostfs none /again && mount -o remount,rw /again && echo mounted
            for file in /again/etc/probe /again/usr/probe /again/probe /again%s; do
              echo x 2>/dev/null >$file || echo refused
            done
            ls /again/dev | grep -E '^(sd|vd|nvme|loop|kvm|mem)'
            modprobe -a dm-mod dm-thin-pool nfs nfsd cifs iscsi_tcp && echo modules
            """
                .formatted(probe, probe));

    assertThat(process.exitCode()).as(process.err()).isZero();
    assertThat(process.out().lines())
        .containsExactly(
            "inside", "mounted", "refused", "refused", "refused", "refused", "modules");
    assertThat(HostState.digest(Path.of("/etc"))).isEqualTo(before);
    assertThat(names(Path.of("/usr"))).isEqualTo(usr);
    assertThat(names(Path.of("/"))).isEqualTo(root);
    assertThat(probe).doesNotExist();
  }

  @Test
  void hasTheCommandEndInGoodOrderOnSigterm() throws Exception {
    PoolbenchProcess process =
        lab("sh", "-c", "trap 'echo ended; exit 0' TERM; echo begun; while :; do sleep 0.1; done");
    process.await("begins", () -> process.out().contains("begun"));

    process.terminate();

    assertThat(process.exitCode()).isEqualTo(128 + 15);
    assertThat(process.out()).isEqualTo("begun\nended\n");
    assertThat(sandbox.work()).isEmptyDirectory();
  }

  @Test
  void tellsTheLastWordsOfALabThatDies() throws Exception {
    List<String> line = new ArrayList<>(List.of("lab", "run", "--no-libvirt", "--work-dir"));
    line.addAll(List.of(sandbox.work().toString(), "--memory", "512MiB", "--disk", "64MiB", "--"));
    line.addAll(List.of("sh", "-c", "echo c >/proc/sysrq-trigger"));

    Sandbox.Said said = Sandbox.say(line);

    assertThat(said.exitCode()).isEqualTo(ExitCodes.INCOMPLETE);
    assertThat(said.err())
        .contains("the lab died during the lab's command", "lab: job after", "Kernel panic");
    assertThat(sandbox.work()).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bwrap", "linux.uml"})
  void leavesNothingWhenItIsKilled(String victim) throws Exception {
    PoolbenchProcess process = busy();
    List<ProcessHandle> all = process.descendants();

    first(all, victim).destroyForcibly();

    assertThat(process.exitCode()).isEqualTo(ExitCodes.INCOMPLETE);
    assertThat(process.err()).contains("the lab died during the lab's command", "lab: job after");
    awaitGone(all);
    assertThat(mounts()).isEmpty();
    assertThat(sandbox.work()).isEmptyDirectory();
  }

  @Test
  void leavesOnlyItsFolderWhenItsLauncherIsKilled() throws Exception {
    PoolbenchProcess process = busy();
    List<ProcessHandle> all = process.descendants();
    assertThat(sandbox.cleanup("--on", "lab").out()).contains("still running, left alone");

    process.kill();

    awaitGone(all);
    assertThat(mounts()).isEmpty();
    assertThat(names(sandbox.work())).hasSize(1);
    assertThat(sandbox.cleanup().out()).contains("undone: folder " + sandbox.work());
    assertThat(sandbox.work()).isEmptyDirectory();
  }

  @Tag("long")
  @Test
  void runsWithLibvirtAndServersForAnOrdinaryUser() throws Exception {
    Path mine = Files.createDirectory(sandbox.root().resolve("mine"));
    Files.setAttribute(mine, "unix:uid", NOBODY);
    Path out = sandbox.root().resolve("out.txt");
    Path err = sandbox.root().resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                "setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                readableClasses(),
                "-Dpoolbench.home=" + sandbox.root(),
                "io.poolbench.cli.Main",
                "lab",
                "run",
                "--serve",
                "nfs,cifs",
                "sh",
                "-c",
                "id -u; virsh -q list && echo libvirt; cat /proc/uptime >/etc/mine && echo written;"
                    + " mount -t cifs -o guest //127.0.0.1/poolbench /mnt && echo x >/mnt/x &&"
                    + " cat /srv/poolbench/x; umount /mnt; cd /run/poolbench-services && ls nfs")
            .directory(mine.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("HOME", mine.toString());
    builder.environment().put("POOLBENCH_CACHE", mine.resolve("cache").toString());

    Process process = builder.start();

    assertThat(process.waitFor(1_800, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    assertThat(Files.readString(out)).isEqualTo("0\nlibvirt\nwritten\nx\nnfs\n");
    assertThat(Path.of("/etc/mine")).doesNotExist();
    try (Stream<Path> files = Files.walk(mine.resolve("cache/lab"))) {
      assertThat(files).as("what libvirt learnt").anyMatch(f -> f.toString().endsWith(".xml"));
    }
  }

  /** A lab whose command never ends, and writes. */
  private PoolbenchProcess busy() throws Exception {
    PoolbenchProcess process =
        lab("sh", "-c", "echo begun; while :; do date >/var/lib/poolbench/date; done");
    process.await("begins", () -> process.out().contains("begun"));
    return process;
  }

  /** Zombies count as alive, and the machine's first process takes its time to bury them. */
  private static void awaitGone(List<ProcessHandle> all) throws Exception {
    for (ProcessHandle one : all) {
      one.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  private static ProcessHandle first(List<ProcessHandle> all, String program) {
    return all.stream()
        .filter(p -> p.info().command().orElse("").endsWith("/" + program))
        .findFirst()
        .orElseThrow();
  }

  /** Of this test; others may mount what they like meanwhile. */
  private List<String> mounts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
        .filter(line -> line.contains("poolbench-lab") || line.contains(sandbox.root().toString()))
        .toList();
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return new TreeSet<>(files.map(f -> String.valueOf(f.getFileName())).toList());
    }
  }

  /** A copy of the classes where everybody may read them. */
  private String readableClasses() throws Exception {
    Path copies = Files.createDirectory(sandbox.root().resolve("classes"));
    List<String> copied = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":")) {
      Path from = Path.of(entry);
      boolean needed =
          from.endsWith("target/classes")
              || entry.matches(".*/poolbench-[0-9.]+\\.jar")
              || entry.matches(".*/(picocli|libvirt|jna|jackson|snakeyaml|jspecify)[^/]*\\.jar");
      if (needed) {
        Path to = copies.resolve(copied.size() + "-" + from.getFileName());
        Process copy =
            new ProcessBuilder("cp", "-r", from.toString(), to.toString()).inheritIO().start();
        assertThat(copy.waitFor()).isZero();
        copied.add(to.toString());
      }
    }
    Files.setPosixFilePermissions(copies, PosixFilePermissions.fromString("rwxr-xr-x"));
    return String.join(":", copied);
  }
}
