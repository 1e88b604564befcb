package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.lease.Abandoned;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CommandTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private static Command.Result shell(String line) throws InterruptedException {
    return Command.run(LONG, List.of("sh", "-c", line));
  }

  @Test
  void keepsExitCodeOutputAndErrorsApart() throws Exception {
    Command.Result result = shell("echo ' out '; echo err >&2; exit 7");
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.output()).isEqualTo(" out \n");
    assertThat(result.text()).isEqualTo("out");
    assertThat(result.errors()).isEqualTo("err\n");
  }

  @Test
  void readsMoreThanAPipeHolds() throws Exception {
    assertThat(shell("head -c 1000000 /dev/zero | tr '\\0' x").output()).hasSize(1_000_000);
  }

  @Test
  void runsInTheCLocaleWithNothingToRead() throws Exception {
    assertThat(shell("echo $LC_ALL; cat").text()).isEqualTo("C");
  }

  @Test
  void killsWhatOutlivesItsDeadline() throws Exception {
    assertThatThrownBy(() -> Command.run(Duration.ofMillis(200), List.of("sleep", "86399.25")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("sleep 86399.25 did not end within");
    List<ProcessHandle> left =
        ProcessHandle.current()
            .children()
            .filter(
                p -> p.info().arguments().map(a -> List.of(a).contains("86399.25")).orElse(false))
            .toList();
    for (ProcessHandle process : left) {
      process.onExit().get();
    }
    assertThat(left).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void namesAProgramThatIsNotThere() {
    assertThatThrownBy(() -> Command.run(LONG, List.of("no-such-program-here", "-x")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("cannot run no-such-program-here -x");
  }

  @Test
  void quotesWhatAFailedProgramSaid() {
    assertThatThrownBy(() -> Command.check("sh", "-c", "echo broken >&2; exit 3"))
        .isInstanceOf(CommandException.class)
        .hasMessageEndingWith("failed (exit 3): broken");
    assertThatThrownBy(() -> Command.check("sh", "-c", "echo said; exit 3"))
        .hasMessageEndingWith("failed (exit 3): said");
  }

  @Test
  void givesAProgramWhatOnlyItsInputShows() throws Exception {
    List<String> command = List.of("sh", "-c", "cat; echo; tr '\\0' ' ' </proc/$$/cmdline");
    String[] lines = Command.check(Duration.ofMinutes(1), command, "hush").text().split("\n");
    assertThat(lines[0]).isEqualTo("hush");
    assertThat(lines[1]).contains("sh -c").doesNotContain("hush");
  }

  @Test
  void aProgramThatDoesNotReadItsInputIsNoError() throws Exception {
    assertThat(Command.check(Duration.ofMinutes(1), List.of("true"), "hush").exitCode()).isZero();
  }

  @Test
  void anInputIsInNoMessage() {
    assertThatThrownBy(() -> Command.check(Duration.ofMinutes(1), List.of("false"), "hush"))
        .hasMessageContaining("false failed")
        .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("hush"));
  }

  /** Runs a program as poolbench does, in a JVM of its own that the test can kill. */
  static final class Victim {
    public static void main(String[] command) throws InterruptedException {
      Command.run(Duration.ofMinutes(5), List.of(command));
    }
  }

  private static List<ProcessHandle> running(String argument) {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().arguments().map(a -> List.of(a).contains(argument)).orElse(false))
        .filter(p -> p.info().command().map(c -> c.endsWith("sleep")).orElse(false))
        .toList();
  }

  private static void awaitGone(List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      process.onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void aProgramDiesWithThisProcessEvenByKillMinusNine() throws Exception {
    String seconds = "86397.125";
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                "sleep",
                seconds)
            .inheritIO()
            .start();
    try {
      while (running(seconds).isEmpty()) {
        assertThat(jvm.isAlive()).isTrue();
        Thread.sleep(20);
      }
      List<ProcessHandle> sleeping = running(seconds);

      jvm.destroyForcibly().waitFor();

      awaitGone(sleeping);
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void killsWhatAProgramStartedAndWhatIgnoresSigterm() {
    String seconds = "86398.375";
    assertThatThrownBy(
            () ->
                Command.run(
                    Duration.ofSeconds(1),
                    List.of("sh", "-c", "trap '' TERM; sleep " + seconds + " & wait")))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("did not end within 1 s")
        .satisfies(e -> assertThat(Abandoned.in(e)).isEmpty());
    assertThat(running(seconds)).isEmpty();
  }

  @Test
  void aProgramIsOutOfReachOfTheTerminalsCtrlC() throws Exception {
    // the process group of a program is its own, so that of nobody else (proc_pid_stat(5))
    assertThat(shell("cut -d' ' -f5 /proc/$$/stat; echo $$").text().split("\n"))
        .satisfies(lines -> assertThat(lines[0]).isEqualTo(lines[1]));
  }
}
