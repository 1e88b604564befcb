package io.poolbench.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaperTest {
  @TempDir Path results;
  private final Recorder recorder = new Recorder();

  private Path journal(String run) throws Exception {
    return Files.createDirectories(results.resolve(run)).resolve("journal.jsonl");
  }

  /** A run that made things and ended without undoing them. */
  private Path dead(String run, String... ids) throws Exception {
    Path file = journal(run);
    try (Journal journal = Journal.open(file, recorder.undoers())) {
      for (String id : ids) {
        recorder.make(journal, id);
      }
    }
    return file;
  }

  private Reaper reaper() {
    return new Reaper(results, recorder.undoers());
  }

  @Test
  void undoesWhatADeadRunLeftNewestFirst() throws Exception {
    Path file = dead("r1", "a", "b");
    assertThat(reaper().reap())
        .containsExactly(
            new Reaper.Reaped(file, List.of(recorder.thing("a"), recorder.thing("b")), List.of()));
    assertThat(recorder.undone).containsExactly("b", "a");
  }

  @Test
  void findsNothingTheSecondTime() throws Exception {
    dead("r1", "a");
    reaper().reap();
    assertThat(reaper().find()).isEmpty();
    assertThat(reaper().reap()).isEmpty();
    assertThat(recorder.undone).containsExactly("a");
  }

  @Test
  void undoesAnIntentThatMayNeverHaveBecomeAFact() throws Exception {
    Path file = dead("r1", "a");
    String intent = Files.readString(file).split("\n", 2)[0] + "\n";
    Files.writeString(file, intent);
    recorder.there.clear();
    assertThat(reaper().reap()).singleElement().satisfies(r -> assertThat(r.problems()).isEmpty());
    assertThat(reaper().find()).isEmpty();
  }

  @Test
  void leavesALivingRunAlone() throws Exception {
    dead("r1", "dead");
    try (Journal living = Journal.open(journal("r2"), recorder.undoers())) {
      recorder.make(living, "living");
      assertThat(reaper().find()).extracting(Reaper.Leftover::alive).containsExactly(false, true);
      assertThat(reaper().reap()).hasSize(1);
      assertThat(recorder.there).containsExactly("living");
    }
  }

  @Test
  void findTouchesNothing() throws Exception {
    Path file = dead("r1", "a");
    String before = Files.readString(file);
    reaper().find();
    assertThat(Files.readString(file)).isEqualTo(before);
    assertThat(recorder.undone).isEmpty();
  }

  @Test
  void keepsWhatIsStuckForTheNextTime() throws Exception {
    dead("r1", "a", "b");
    recorder.stuck.add("a");
    Reaper.Reaped first = reaper().reap().get(0);
    assertThat(first.undone()).containsExactly(recorder.thing("b"));
    assertThat(first.problems()).containsExactly("cannot undo thing a: a is held");
    recorder.stuck.clear();
    assertThat(reaper().reap().get(0).undone()).containsExactly(recorder.thing("a"));
  }

  @Test
  void passesOverFoldersThatAreNoRunsAndAStoreThatIsNotThere() throws Exception {
    Files.createDirectories(results.resolve("notes"));
    Files.writeString(results.resolve("README"), "mine");
    assertThat(reaper().find()).isEmpty();
    assertThat(new Reaper(results.resolve("gone"), recorder.undoers()).find()).isEmpty();
  }
}
