package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused is refused with exit code 2, in words, before anything is created. */
class BadInputIT {
  private static final String SCENARIO =
      """
      name: refused
      substrate: { device: %s }
      disk: { size: 32MiB }
      backends:
        - { kind: block, name: block }
        - { kind: disk, name: disk }
      baseline: block
      workloads:
        - { name: randread, fio: { rw: randread, bs: 4k, runtime: 1s } }
      replicates: { min: 1 }
      """;

  private Sandbox sandbox;

  @BeforeEach
  void open() throws IOException {
    sandbox = new Sandbox();
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  static Stream<Path> brokenScenarios() throws IOException {
    Path folder = Path.of("src/test/resources/io/poolbench/scenario/broken");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("brokenScenarios")
  void refusesABrokenScenarioAndCreatesNothing(Path file) throws IOException {
    Sandbox.Said said = say("run", file.toString());

    assertRefused(said);
    assertThat(said.err()).contains("io/poolbench/scenario/broken/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "run"})
  void refusesAScenarioThatIsNotThere(String command) throws IOException {
    assertRefused(say(command, sandbox.root().resolve("absent.yaml").toString()), "absent.yaml");
    assertRefused(say(command, sandbox.root().toString()), sandbox.root().toString());
    assertRefused(say(command), "SCENARIO");
  }

  @Test
  void refusesAConnectionThatLibvirtDoesNotKnow() throws IOException {
    assertRefused(
        say("run", scenario("loop:128MiB"), "--connect", "bogus:///x"),
        "bogus:///x",
        "Is libvirt installed and running?");
  }

  @Test
  void refusesAWorkFolderWithoutEnoughSpace() throws IOException {
    assertRefused(say("run", scenario("loop:60TiB")), "MiB free", "--work-dir");
  }

  @Test
  void refusesAWorkFolderThatCannotBeMade() throws IOException {
    Path file = sandbox.write("a-file", "");

    assertRefused(
        say("run", scenario("loop:128MiB"), "--work-dir", file.resolve("work").toString()),
        "a-file is not a writable folder",
        "--work-dir");
  }

  @Test
  void refusesAWorkFolderThatQemuCannotReach() throws IOException {
    Path closed = Files.createTempDirectory(sandbox.root(), "closed-");

    assertRefused(
        say("run", scenario("loop:128MiB"), "--work-dir", closed.resolve("work").toString()),
        closed.toString(),
        "--work-dir");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../escape", "a/b", "", ".hidden", "<b>", "a b"})
  void refusesANameThatIsNoFolders(String name) throws IOException {
    assertRefused(say("run", scenario("loop:128MiB"), "--name", name), "--name");
  }

  @Test
  void refusesANameThatIsTaken() throws IOException {
    Path taken = Files.createDirectories(sandbox.results().resolve("taken"));

    Sandbox.Said said = say("run", scenario("loop:128MiB"), "--name", "taken");

    assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCodes.REFUSED);
    assertThat(said.err()).contains("taken", "exists already");
    assertThat(taken).isEmptyDirectory();
    assertThat(sandbox.work()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "measure, measure",
    "rum, run",
    "run --sead=1 x.yaml, --sead",
    "run --seed=one x.yaml, --seed",
    "plan a.yaml b.yaml, b.yaml",
    "report --format=pdf, --format"
  })
  void refusesACommandLineItDoesNotKnow(String line, String named) throws IOException {
    Sandbox.Said said = Sandbox.say(List.of(line.split(" ")));

    assertRefused(said, named);
  }

  @Test
  void refusesToReportWhatIsNotThere() throws IOException {
    assertRefused(say("report"), "there is no run in", "quickstart");
    assertRefused(say("report", "NOSUCH"), "NOSUCH");
    assertRefused(say("report", "../../etc"), "../../etc");
  }

  @Test
  void refusesToResumeWhatIsNotThere() throws IOException {
    assertRefused(say("resume"), "RUN");
    assertRefused(say("resume", "NOSUCH"), "no run named NOSUCH", "which holds none");
    assertRefused(say("resume", "../../etc"), "no run named ../../etc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plan", "run"})
  void refusesARealDeviceInALab(String command) throws IOException {
    Path scenario =
        sandbox.write("device.yaml", SCENARIO.formatted("/dev/disk/by-id/ata-of-this-machine"));

    assertRefused(say(command, scenario.toString(), "--on", "lab"), "no device of this machine");
  }

  @Test
  void hasNothingToCleanUpWhereNothingRan() throws IOException {
    Sandbox.Said said = say("cleanup");

    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).contains("nothing is left of any run");
    assertNothingWasCreated();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "oltp", "filesystem-layer"})
  void plansTheShippedScenariosWithoutTouchingAnything(String name) throws IOException {
    Path file =
        Path.of(System.getProperty("poolbench.home")).resolve("scenarios/" + name + ".yaml");

    Sandbox.Said said = say("plan", file.toString());

    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out()).contains("block 1:", "Precision", "emulated (TCG)", "Created");
    assertNothingWasCreated();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quickstart",
        "doctor",
        "plan",
        "run",
        "resume",
        "report",
        "cleanup",
        "appliance",
        "lab"
      })
  void teachesEachCommand(String command) {
    Sandbox.Said said = Sandbox.say(List.of(command, "--help"));

    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).contains("Usage: poolbench " + command);
  }

  @Test
  void teachesFirstStepsAndExitCodes() {
    Sandbox.Said said = Sandbox.say(List.of("--help"));

    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .contains("quickstart", "doctor", "cleanup", "Exit codes:", "2 bad input", "3 incomplete");
    assertThat(Sandbox.say(List.of()).exitCode()).isEqualTo(ExitCodes.REFUSED);
  }

  private String scenario(String device) throws IOException {
    return sandbox.write("scenario.yaml", SCENARIO.formatted(device)).toString();
  }

  private Sandbox.Said say(String... words) {
    List<String> arguments = new ArrayList<>(sandbox.folders());
    arguments.add(0, words[0]);
    // a folder among the words takes the place of the sandbox's
    for (int i = 1; i < words.length; i++) {
      int at = arguments.indexOf(words[i]);
      if (at > 0 && words[i].startsWith("--")) {
        arguments.set(at + 1, words[++i]);
      } else {
        arguments.add(words[i]);
      }
    }
    return Sandbox.say(arguments);
  }

  private void assertRefused(Sandbox.Said said, String... named) throws IOException {
    assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCodes.REFUSED);
    assertThat(said.err()).isNotBlank().doesNotContain("Exception", "internal error");
    assertThat(List.of(named)).allSatisfy(words -> assertThat(said.err()).contains(words));
    assertNothingWasCreated();
  }

  private void assertNothingWasCreated() throws IOException {
    assertThat(sandbox.results()).doesNotExist();
    assertThat(sandbox.reports()).doesNotExist();
    assertThat(sandbox.work()).doesNotExist();
  }
}
