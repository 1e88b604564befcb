package io.poolbench.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path folder;
  private Path file;
  private final Recorder recorder = new Recorder();

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("journal.jsonl");
  }

  private Journal open() {
    return Journal.open(file, recorder.undoers());
  }

  private List<String> pending() {
    return Journal.pending(Journal.entries(file)).values().stream().map(Creation::id).toList();
  }

  @Test
  void notesTheIntentBeforeAnythingIsMade() throws Exception {
    List<String> atCreation = new ArrayList<>();
    try (Journal journal = open()) {
      journal.acquire(
          new Creation(Recorder.KIND, "a", Map.of("uri", "test:///default")),
          () -> atCreation.add(Files.readString(folder.resolve("journal.jsonl"))));
    }
    assertThat(atCreation.get(0))
        .contains("\"step\":\"INTENT\"", "\"id\":\"a\"", "test:///default")
        .doesNotContain("DONE")
        .endsWith("\n");
    assertThat(pending()).containsExactly("a");
  }

  @Test
  void undoesEachCreationOnceHoweverOftenItIsClosed() throws Exception {
    try (Journal journal = open()) {
      Lease lease = recorder.make(journal, "a");
      assertThat(lease.creation()).hasToString("thing a");
      lease.close();
      lease.close();
      assertThat(journal.held()).isEmpty();
    }
    assertThat(recorder.undone).containsExactly("a");
    assertThat(pending()).isEmpty();
  }

  @Test
  void releasesTheNewestFirst() throws Exception {
    try (Journal journal = open()) {
      for (String id : List.of("a", "b", "c")) {
        recorder.make(journal, id);
      }
      assertThat(journal.releaseAll()).isEmpty();
    }
    assertThat(recorder.undone).containsExactly("c", "b", "a");
  }

  @Test
  void undoesWhatAFailedCreationLeft() {
    try (Journal journal = open()) {
      assertThatThrownBy(
              () ->
                  journal.acquire(
                      recorder.thing("half"),
                      () -> {
                        recorder.there.add("half");
                        throw new IOException("no room");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage("no room")
          .hasNoSuppressedExceptions();
      assertThat(journal.held()).isEmpty();
    }
    assertThat(recorder.there).isEmpty();
    assertThat(pending()).isEmpty();
  }

  @Test
  void keepsWhatIsStuckAndGoesOnWithTheRest() throws Exception {
    try (Journal journal = open()) {
      for (String id : List.of("a", "b", "c")) {
        recorder.make(journal, id);
      }
      recorder.stuck.add("b");
      assertThat(journal.releaseAll()).singleElement().isEqualTo("cannot undo thing b: b is held");
      assertThat(journal.held()).extracting(l -> l.creation().id()).containsExactly("b");
    }
    assertThat(recorder.undone).containsExactly("c", "a");
    assertThat(pending()).containsExactly("b");
    assertThat(Files.readString(file)).contains("\"step\":\"STUCK\"", "\"problem\":\"b is held\"");
  }

  @Test
  void tellsAFailedCreationThatIsStuckToo() {
    recorder.stuck.add("a");
    try (Journal journal = open()) {
      assertThatThrownBy(
              () ->
                  journal.acquire(
                      recorder.thing("a"),
                      () -> {
                        throw new IOException("no room");
                      }))
          .hasMessage("no room")
          .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }
    assertThat(pending()).containsExactly("a");
  }

  @Test
  void keepsAKindThatNothingUndoes() throws Exception {
    try (Journal journal = open()) {
      journal.acquire(new Creation("teapot", "t", Map.of()), () -> true);
      assertThat(journal.releaseAll())
          .singleElement()
          .isEqualTo("cannot undo teapot t: nothing here undoes a teapot");
    }
    assertThat(pending()).containsExactly("t");
  }

  @Test
  void passesOverALineCutShortAndDoesNotWriteBehindIt() throws Exception {
    try (Journal journal = open()) {
      recorder.make(journal, "a");
    }
    Files.writeString(file, "{\"seq\":2,\"at\":\"2026-01-0", StandardOpenOption.APPEND);
    assertThat(pending()).containsExactly("a");
    try (Journal journal = open()) {
      recorder.make(journal, "b");
    }
    assertThat(pending()).containsExactly("a", "b");
    try (Journal journal = open()) {
      journal.adopt();
      assertThat(journal.releaseAll()).isEmpty();
    }
    assertThat(pending()).isEmpty();
  }

  @Test
  void goesOnCountingWhereAnEarlierProcessEnded() throws Exception {
    try (Journal journal = open()) {
      recorder.make(journal, "a");
    }
    try (Journal journal = open()) {
      recorder.make(journal, "b");
    }
    assertThat(Journal.entries(file)).extracting(JournalEntry::seq).containsExactly(1L, 1L, 2L, 2L);
  }

  @Test
  void refusesAJournalThatIsOpen() {
    try (Journal journal = open()) {
      assertThat(journal.held()).isEmpty();
      assertThatThrownBy(this::open)
          .isInstanceOf(LeaseException.class)
          .hasMessageContaining("in use by another poolbench");
    }
    assertThat(Journal.tryOpen(file, recorder.undoers()))
        .isPresent()
        .get()
        .satisfies(Journal::close);
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    assertThatThrownBy(() -> Journal.open(folder.resolve("gone/journal.jsonl"), recorder.undoers()))
        .isInstanceOf(LeaseException.class)
        .hasMessageContaining("cannot open the journal");
  }
}
