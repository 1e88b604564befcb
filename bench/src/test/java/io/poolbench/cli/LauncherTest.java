package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the real launcher in a copy of the project's skeleton, with a PATH on which apt, dpkg, Maven
 * and Java are scripts that write down how they were called.
 */
class LauncherTest {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("basedir", "."), "..", "poolbench").normalize();
  private static final List<String> SYSTEM_PROGRAMS =
      List.of(
          "cat",
          "date",
          "find",
          "flock",
          "grep",
          "head",
          "mkdir",
          "readlink",
          "rm",
          "sed",
          "sha256sum",
          "sleep",
          "sort",
          "stat",
          "timeout",
          "xargs");

  @TempDir private Path dir;
  private Path home;
  private Path programs;
  private Path calls;

  private record Outcome(int status, String out, String err) {}

  @BeforeEach
  void layOutAProjectWithSpacesInItsPath() throws IOException {
    home = Files.createDirectories(dir.resolve("a home with spaces"));
    Files.copy(LAUNCHER, home.resolve("poolbench"));
    makeExecutable(home.resolve("poolbench"));
    Files.createDirectories(home.resolve(".mvn"));
    Files.createDirectories(home.resolve("bench/src/main/java"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.writeString(home.resolve("bench/pom.xml"), "<project/>");
    Files.writeString(home.resolve("bench/src/main/java/A.java"), "class A {}");
    calls = dir.resolve("calls");
    programs = Files.createDirectories(dir.resolve("bin"));
    for (String name : SYSTEM_PROGRAMS) {
      program(name, "exec /usr/bin/" + name + " \"$@\"");
    }
    program(
        "java",
        "case $1 in -version) echo 'openjdk version \"17.0.1\"' >&2 ;;"
            + " *) for a in \"$@\"; do echo \"<$a>\"; done; exit 7 ;; esac");
    program("javac", ":");
    program("mvn", "echo mvn \"$@\" >>\"$CALLS\"; mkdir -p bench/target/classes");
    program("apt-get", "echo apt-get \"$@\" >>\"$CALLS\"");
    program("sudo", "echo sudo \"$@\" >>\"$CALLS\"");
    program("apt-cache", "exit 0");
    program("id", "echo 1000");
    program("virsh", "exit 0");
    allPackagesInstalled();
  }

  @Test
  void tellsAnOrdinaryUserTheExactAptCommandAndInstallsNothing() throws Exception {
    packagesMissing("qemu-utils|xfsprogs|gcc");

    Outcome outcome = launch("quickstart");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("to run guests: qemu-utils", "to make the storage under test: xfsprogs")
        .contains(
            "sudo apt-get update && sudo apt-get install --no-install-recommends"
                + " qemu-utils xfsprogs gcc\n");
    assertThat(calls).doesNotExist();
  }

  @Test
  void doesNotInstallForRootEitherWhenToldNotTo() throws Exception {
    program("id", "echo 0");
    packagesMissing("libvirt-clients");

    for (List<String> line :
        List.of(List.of("quickstart", "--no-install"), List.of("--no-install", "test"))) {
      Outcome outcome = launch(line.toArray(String[]::new));

      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.err()).contains("cannot go on without: libvirt-clients");
    }
    assertThat(calls).doesNotExist();
  }

  @Test
  void goesOnWithoutAPackageThatIsOnlyNiceToHave() throws Exception {
    packagesMissing("libaio-dev");

    Outcome outcome = launch("quickstart", "--no-install");

    assertThat(outcome.err()).contains("libaio-dev").doesNotContain("cannot go on");
    assertThat(outcome.out()).contains("<quickstart>").doesNotContain("--no-install");
  }

  @Test
  void installsExactlyWhatIsMissingWhenRoot() throws Exception {
    program("id", "echo 0");
    packagesMissing("parted");

    Outcome outcome = launch("quickstart");

    assertThat(outcome.err()).contains("to make the storage under test: parted");
    assertThat(Files.readString(calls))
        .contains("apt-get -q install -y --no-install-recommends parted\n");
  }

  @Test
  void saysHowToGetMavenWhenItMustBuildAndThereIsNone() throws Exception {
    Files.delete(programs.resolve("mvn"));

    Outcome outcome = launch("report");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("sudo apt-get install --no-install-recommends maven");
  }

  @Test
  void worksThroughASymbolicLinkFromAnotherDirectory() throws Exception {
    Path link = Files.createDirectories(dir.resolve("else where")).resolve("my link");
    Files.createSymbolicLink(link, home.resolve("poolbench"));

    Outcome outcome = launch(link, "plan", "a scenario.yaml", "", "--x=*");

    assertThat(outcome.status()).as("the program's own exit code").isEqualTo(7);
    String root = home.toRealPath().toString();
    assertThat(outcome.out().lines())
        .contains(
            "<-Dpoolbench.home=" + root + ">",
            "<" + root + "/bench/target/classes:" + root + "/bench/target/lib/*>")
        .endsWith("<io.poolbench.cli.Main>", "<plan>", "<a scenario.yaml>", "<>", "<--x=*>");
  }

  @Test
  void buildsOnlyWhenTheSourcesChanged() throws Exception {
    Outcome first = launch("plan");
    Outcome second = launch("plan");
    Files.writeString(home.resolve("bench/src/main/java/A.java"), "class A { int x; }");
    Outcome third = launch("plan");

    assertThat(first.err()).contains("building…");
    assertThat(second.err()).doesNotContain("building…");
    assertThat(third.err()).contains("building…");
    assertThat(Files.readAllLines(calls)).hasSize(2).allMatch(call -> call.startsWith("mvn"));
  }

  @Test
  void buildsOnceForTwoInvocationsAtTheSameTime() throws Exception {
    program("mvn", "echo mvn >>\"$CALLS\"; sleep 0.5; mkdir -p bench/target/classes");
    Process first = start(home.resolve("poolbench"), "first", "plan");
    Process second = start(home.resolve("poolbench"), "second", "plan");

    assertThat(finish(first)).isEqualTo(7);
    assertThat(finish(second)).isEqualTo(7);

    assertThat(Files.readAllLines(calls)).hasSize(1);
  }

  @Test
  void doesNotRememberABuildThatFailed() throws Exception {
    program("mvn", "mkdir -p bench/target; exit 1");
    Outcome failed = launch("plan");
    program("mvn", "mkdir -p bench/target/classes");
    Outcome mended = launch("plan");

    assertThat(failed.status()).isEqualTo(4);
    assertThat(failed.out()).isEmpty();
    assertThat(mended.status()).isEqualTo(7);
  }

  @Test
  void leavesLibvirtAloneWhenConnectedElsewhere() throws Exception {
    program("virsh", "echo virsh >>\"$CALLS\"; exit 1");

    launch("run", "--connect", "qemu+tcp://lab/system", "s.yaml");
    launch("run", "--connect=test:///default", "s.yaml");

    assertThat(Files.readAllLines(calls)).noneMatch(call -> call.startsWith("virsh"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "resume"})
  void saysThatOnlyRootCanStartLibvirt(String command) throws Exception {
    program("virsh", "exit 1");

    Outcome outcome = launch(command, "s.yaml");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("sudo systemctl start libvirtd");
    assertThat(calls).doesNotExist();
  }

  @Test
  void tellsAnOrdinaryUserWhatTheLabNeedsAndOnlyThat() throws Exception {
    packagesMissing("user-mode-linux|busybox-static|cpio");

    Outcome outcome = launch("lab", "run", "--", "true");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("--no-install-recommends user-mode-linux busybox-static\n")
        .doesNotContain("cpio");
    assertThat(calls).doesNotExist();
  }

  @Test
  void installsTheLabWhereARunIsToBeMadeInOne() throws Exception {
    program("id", "echo 0");
    packagesMissing("bubblewrap");

    for (List<String> line :
        List.of(List.of("run", "--on", "lab", "s.yaml"), List.of("quickstart", "--on=lab"))) {
      Files.deleteIfExists(calls);
      launch(line.toArray(String[]::new));

      assertThat(Files.readString(calls))
          .contains("apt-get -q install -y --no-install-recommends bubblewrap\n");
    }
  }

  @Test
  void startsNoLibvirtForTheLab() throws Exception {
    program("virsh", "echo virsh >>\"$CALLS\"; exit 1");

    launch("run", "--on", "lab", "s.yaml");
    launch("lab", "run", "--", "run");

    assertThat(Files.readAllLines(calls)).noneMatch(call -> call.startsWith("virsh"));
  }

  @Test
  void leavesTheLabsCommandAsItIs() throws Exception {
    Outcome outcome = launch("lab", "run", "--no-install", "--", "x", "--help", "--no-install");

    assertThat(outcome.out().lines())
        .endsWith("<lab>", "<run>", "<-->", "<x>", "<--help>", "<--no-install>");
  }

  @Test
  void runsMavensVerifyForTestAndKeepsItsExitCode() throws Exception {
    program("mvn", "echo mvn \"$@\" >>\"$CALLS\"; pwd >>\"$CALLS\"; exit 5");

    Outcome outcome = launch("test", "-Dstyle.color=never");

    assertThat(outcome.status()).isEqualTo(5);
    assertThat(Files.readAllLines(calls))
        .containsExactly("mvn -B verify -Dstyle.color=never", home.toRealPath().toString());
  }

  @Test
  void asksNoCoverageOfSomeTestsThatAreNamed() throws Exception {
    launch("test", "-Dtest=None", "-Dit.test=XIT");

    assertThat(Files.readAllLines(calls))
        .containsExactly("mvn -B verify -Djacoco.haltOnFailure=false -Dtest=None -Dit.test=XIT");
  }

  private Outcome launch(String... arguments) throws Exception {
    return launch(home.resolve("poolbench"), arguments);
  }

  private Outcome launch(Path launcher, String... arguments) throws Exception {
    int status = finish(start(launcher, "run", arguments));
    return new Outcome(
        status, Files.readString(dir.resolve("run.out")), Files.readString(dir.resolve("run.err")));
  }

  private Process start(Path launcher, String name, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectOutput(dir.resolve(name + ".out").toFile())
            .redirectError(dir.resolve(name + ".err").toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", programs.toString());
    environment.put("CALLS", calls.toString());
    environment.put("JAVA_HOME", dir.toString());
    return builder.start();
  }

  private static int finish(Process process) throws InterruptedException {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the launcher ended").isTrue();
    return process.exitValue();
  }

  private void allPackagesInstalled() throws IOException {
    program("dpkg-query", "echo installed");
  }

  private void packagesMissing(String pattern) throws IOException {
    program(
        "dpkg-query",
        "for package; do :; done; case $package in "
            + pattern
            + ") exit 1 ;; esac; echo installed");
  }

  private void program(String name, String script) throws IOException {
    Path path = programs.resolve(name);
    Files.deleteIfExists(path);
    Files.writeString(path, "#!/bin/sh\n" + script + "\n", StandardCharsets.UTF_8);
    makeExecutable(path);
  }

  private static void makeExecutable(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
