package io.poolbench.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shell in the place of the lab: what its end, its files and its silence are taken for. */
class LabWatchTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private @Nullable LabProcess process;

  @AfterEach
  void end() {
    if (process != null) {
      process.kill();
    }
  }

  private LabWatch watch(String script, Optional<Duration> limit) throws IOException {
    process =
        LabProcess.start(
            List.of("sh", "-c", "cd " + ShellWords.quote(folder.toString()) + "; " + script),
            Streams.pipes(out, out));
    return new LabWatch(process, new LabFolder(folder), stage -> limit);
  }

  @Test
  void takesTheStatusThatTheLabLeft() throws Exception {
    assertThat(watch("echo words; echo 7 >status; exit 1", Optional.empty()).untilItEnds())
        .isEqualTo(7);
    assertThat(out.toString()).isEqualTo("words\n");
  }

  @ParameterizedTest
  @CsvSource({
    "true, the lab's start",
    "touch stage-root, the start of libvirtd and the services in the lab",
    "touch stage-root stage-job, the lab's command"
  })
  void saysInWhichStageTheLabDied(String script, String stage) throws Exception {
    LabWatch watch = watch(script + "; echo last words >console.log", Optional.empty());

    assertThatThrownBy(watch::untilItEnds)
        .isInstanceOf(LabException.class)
        .hasMessageContaining("died during " + stage + ": it left no exit status")
        .hasMessageEndingWith("  last words");
  }

  @ParameterizedTest
  @CsvSource({
    "true, the lab's start",
    "touch stage-root, the start of libvirtd and the services in the lab",
    "touch stage-root stage-job; echo 0 >status, the lab's shutdown"
  })
  void saysWhichStageOutlivedItsDeadline(String script, String stage) throws Exception {
    LabWatch watch =
        watch(
            script + "; echo waits >console.log; exec sleep 60",
            Optional.of(Duration.ofMillis(900)));

    assertThatThrownBy(watch::untilItEnds)
        .isInstanceOf(LabException.class)
        .hasMessageContaining(stage + " did not end within")
        .hasMessageEndingWith("  waits");
  }

  @Test
  void passesAnInterruptOnToTheJobAndKeepsIt() throws Exception {
    Files.createFile(folder.resolve("stage-job"));
    LabWatch watch = watch("read order; echo $order; echo 9 >status", Optional.empty());

    Thread.currentThread().interrupt();

    assertThat(watch.untilItEnds()).isEqualTo(9);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(out.toString()).isEqualTo("TERM\n");
  }

  @Test
  void givesUpAtOnceWhenInterruptedBeforeTheJob() throws Exception {
    LabWatch watch = watch("exec sleep 60", Optional.empty());

    Thread.currentThread().interrupt();

    assertThatThrownBy(watch::untilItEnds).isInstanceOf(InterruptedException.class);
  }
}
