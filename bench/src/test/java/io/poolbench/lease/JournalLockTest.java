package io.poolbench.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock as another process sees it; within one process Java refuses by itself. */
class JournalLockTest {
  private static final String OTHER_PROCESS =
      """
      import java.nio.channels.*;
      import java.nio.file.*;

      class Other {
        public static void main(String[] file) throws Exception {
          try (FileChannel channel = FileChannel.open(Path.of(file[0]), StandardOpenOption.WRITE)) {
            System.out.print(channel.tryLock() == null ? "held" : "free");
          }
        }
      }
      """;

  @TempDir Path folder;

  private String seenByAnother(Path file) throws Exception {
    Path source = Files.writeString(folder.resolve("Other.java"), OTHER_PROCESS);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(java.toString(), source.toString(), file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var output = process.getInputStream()) {
      return new String(output.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aJournalIsHeldUntilItIsClosedWhoeverReadsItMeanwhile() throws Exception {
    Path run = Files.createDirectory(folder.resolve("run"));
    Path file = run.resolve("journal.jsonl");
    Recorder recorder = new Recorder();
    try (Journal journal = Journal.open(file, recorder.undoers())) {
      recorder.make(journal, "a");
      Reaper reaper = new Reaper(folder, recorder.undoers());
      assertThat(reaper.find())
          .containsExactly(
              new Reaper.Leftover(file, true, Map.of(1L, recorder.thing("a")), List.of()));
      assertThat(seenByAnother(file)).isEqualTo("held");
    }
    assertThat(seenByAnother(file)).isEqualTo("free");
  }
}
