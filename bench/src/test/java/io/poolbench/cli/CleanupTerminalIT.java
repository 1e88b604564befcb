package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Undoers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cleanup with a person at a terminal, which script(1) provides. */
class CleanupTerminalIT {
  private Sandbox sandbox;
  private Path first;
  private Path second;

  @BeforeEach
  void leaveTwoFolders() throws Exception {
    sandbox = new Sandbox();
    first = left("run-1");
    second = left("run-2");
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  /** A work folder that a dead run's journal names. */
  private Path left(String run) throws Exception {
    Path folder = sandbox.work().resolve("poolbench-" + run);
    Path journal = Files.createDirectories(sandbox.results().resolve(run)).resolve("journal.jsonl");
    try (Journal dead = Journal.open(journal, new Undoers(List.of()))) {
      dead.acquire(
          new Creation("folder", folder.toString(), Map.of()),
          () -> Files.createDirectories(folder));
    }
    return folder;
  }

  private String onATerminal(String typed, String... more)
      throws IOException, InterruptedException {
    List<String> arguments = new java.util.ArrayList<>(List.of("cleanup"));
    arguments.addAll(sandbox.folders());
    arguments.addAll(List.of(more));
    String line =
        PoolbenchProcess.command(List.of(), arguments).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Process script =
        new ProcessBuilder("script", "-qec", line, "/dev/null").redirectErrorStream(true).start();
    try (var keyboard = script.getOutputStream()) {
      keyboard.write(typed.getBytes(StandardCharsets.UTF_8));
      keyboard.flush();
      String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(script.waitFor()).as(said).isZero();
      return said;
    }
  }

  @Test
  void listsAndAsksAndUndoesNothingOnNo() throws Exception {
    String said = onATerminal("n\n");

    assertThat(said)
        .contains(
            "folder " + first,
            "folder " + second,
            "Undo these 2 things? [y/N]",
            "nothing was undone")
        .doesNotContain("undone: ");
    assertThat(first).exists();
    assertThat(second).exists();
  }

  @Test
  void takesAnEmptyAnswerForNo() throws Exception {
    assertThat(onATerminal("\n")).contains("nothing was undone");
    assertThat(first).exists();
  }

  @Test
  void undoesExactlyWhatItListedOnYes() throws Exception {
    String said = onATerminal("y\n");

    assertThat(said).contains("undone: folder " + first, "undone: folder " + second);
    assertThat(first).doesNotExist();
    assertThat(second).doesNotExist();
    assertThat(onATerminal("")).contains("nothing is left of any run").doesNotContain("[y/N]");
  }

  @Test
  void doesNotAskWhenToldYes() throws Exception {
    String said = onATerminal("", "--yes");

    assertThat(said).contains("undone: folder " + first).doesNotContain("[y/N]");
    assertThat(first).doesNotExist();
  }

  @Test
  void onlyListsOnADryRun() throws Exception {
    String said = onATerminal("", "--dry-run");

    assertThat(said).contains("folder " + first).doesNotContain("[y/N]", "undone");
    assertThat(first).exists();
  }

  @Test
  void doesNotAskWithoutATerminal() {
    Sandbox.Said said = sandbox.cleanup();

    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out()).contains("undone: folder " + first).doesNotContain("[y/N]");
    assertThat(first).doesNotExist();
  }

  @Test
  void namesWhatItCannotReadOrDoesNotKnowAndUndoesTheRest() throws Exception {
    Path journal = sandbox.results().resolve("run-1/journal.jsonl");
    Files.writeString(journal, "rubbish\n" + Files.readString(journal));
    try (Journal newer =
        Journal.open(sandbox.results().resolve("run-2/journal.jsonl"), new Undoers(List.of()))) {
      newer.acquire(new Creation("teapot", "/dev/teapot", Map.of()), () -> true);
    }

    Sandbox.Said said = sandbox.cleanup();

    assertThat(said.exitCode()).isEqualTo(ExitCodes.INCOMPLETE);
    assertThat(said.err())
        .contains(
            journal + ": line 1 cannot be read",
            "cannot undo teapot /dev/teapot: nothing here undoes a teapot");
    assertThat(first).doesNotExist();
    assertThat(second).doesNotExist();
  }
}
