package io.poolbench.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class JournalPropertyTest {
  private static final int REOPEN = 0;
  private static final int STICK = 1;

  /**
   * Whatever the order of creating, undoing, getting stuck and dying: what the journal calls
   * pending is what was created and not undone.
   */
  @Property(tries = 60)
  void pendingIsWhatWasCreatedMinusWhatWasUndone(
      @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 9) Integer> steps) throws Exception {
    Path file = Files.createTempFile("poolbench-journal", ".jsonl");
    Recorder recorder = new Recorder();
    Journal journal = Journal.open(file, recorder.undoers());
    try {
      int made = 0;
      for (int step : steps) {
        List<Lease> held = journal.held();
        if (step == REOPEN) {
          journal.close();
          journal = Journal.open(file, recorder.undoers());
          journal.adopt();
        } else if (step == STICK && !held.isEmpty()) {
          recorder.stuck.add(held.get(0).creation().id());
        } else if (step % 2 == 0) {
          recorder.make(journal, "thing-" + made++);
        } else if (!held.isEmpty()) {
          close(held.get(step % held.size()));
        }
        assertThat(pending(file)).containsExactlyInAnyOrderElementsOf(recorder.there);
      }
      recorder.stuck.clear();
      assertThat(journal.releaseAll()).isEmpty();
      assertThat(pending(file)).isEmpty();
      assertThat(recorder.there).isEmpty();
    } finally {
      journal.close();
      Files.delete(file);
    }
  }

  private static List<String> pending(Path file) {
    try {
      return new ArrayList<>(
          JournalFile.read(file).pending().values().stream().map(Creation::id).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(Lease lease) {
    try {
      lease.close();
    } catch (LeaseException stuck) {
      assertThat(stuck).hasMessageContaining("is held");
    }
  }
}
