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
            new Reaper.Reaped(file, List.of(recorder.thing("b"), recorder.thing("a")), List.of()));
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

  @Test
  void undoesExactlyWhatWasFoundAndNotWhatAppearedSince() throws Exception {
    Path file = dead("r1", "a", "b");
    List<Reaper.Leftover> found = reaper().find();
    assertThat(found.get(0).creations()).containsExactly(recorder.thing("b"), recorder.thing("a"));
    try (Journal journal = Journal.open(file, recorder.undoers())) {
      recorder.make(journal, "c");
    }
    dead("r2", "d");

    assertThat(reaper().reap(found)).hasSize(1);

    assertThat(recorder.undone).containsExactly("b", "a");
    assertThat(recorder.there).containsExactlyInAnyOrder("c", "d");
  }

  @Test
  void leavesARunAloneThatWasTakenUpSinceItWasFound() throws Exception {
    Path file = dead("r1", "a");
    List<Reaper.Leftover> found = reaper().find();
    try (Journal living = Journal.open(file, recorder.undoers())) {
      assertThat(living.held()).isEmpty();
      assertThat(reaper().reap(found))
          .singleElement()
          .satisfies(r -> assertThat(r.problems()).containsExactly(file + " is in use now"));
    }
    assertThat(recorder.there).containsExactly("a");
  }

  @Test
  void reportsLinesThatCannotBeReadAndUndoesTheRest() throws Exception {
    Path file = dead("r1", "a");
    Files.writeString(file, "what is this?\n" + Files.readString(file));
    assertThat(reaper().find().get(0).unreadable())
        .singleElement()
        .asString()
        .startsWith("line 1 cannot be read");
    reaper().reap();
    assertThat(recorder.undone).containsExactly("a");
    assertThat(reaper().find()).singleElement().satisfies(l -> assertThat(l.pending()).isEmpty());
  }

  @Test
  void looksWhereElseJournalsAreKeptToo() throws Exception {
    dead("r1", "a");
    Path elsewhere = Files.createDirectories(results.resolve("cache/probes"));
    Path probe = Files.createDirectory(elsewhere.resolve("p")).resolve("journal.jsonl");
    try (Journal journal = Journal.open(probe, recorder.undoers())) {
      recorder.make(journal, "guest");
    }
    new Reaper(List.of(results, elsewhere), recorder.undoers()).reap();
    assertThat(recorder.undone).containsExactly("a", "guest");
  }
}
