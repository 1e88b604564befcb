package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
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
}
