package io.poolbench.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  private JournalText read() {
    try {
      return JournalFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> pending() {
    return read().pending().values().stream().map(Creation::id).toList();
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
          .asString()
          .startsWith("cannot undo teapot t: nothing here undoes a teapot")
          .contains("newer poolbench");
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
    assertThat(read().entries()).extracting(JournalEntry::seq).containsExactly(1L, 1L, 2L, 2L);
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

  @Test
  void aTornLastLineIsTakenAwayBeforeTheNextIsWritten() throws Exception {
    try (Journal journal = open()) {
      recorder.make(journal, "a");
    }
    Files.writeString(file, "{\"seq\":2,\"at\":", StandardOpenOption.APPEND);
    try (Journal journal = open()) {
      recorder.make(journal, "b");
    }
    assertThat(read().unreadable()).isEmpty();
    assertThat(Files.readAllLines(file)).hasSize(4).allMatch(line -> line.endsWith("}"));
  }

  @Test
  void aLastLineThatLacksOnlyItsEndCounts() throws Exception {
    try (Journal journal = open()) {
      recorder.make(journal, "a");
    }
    Files.writeString(file, Files.readString(file).stripTrailing());
    assertThat(pending()).containsExactly("a");
    try (Journal journal = open()) {
      recorder.make(journal, "b");
    }
    assertThat(pending()).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{}",
        "{\"seq\":3,\"at\":\"2026-01-02T03:04:05Z\",\"step\":\"INTENT\"}",
        "{\"seq\":3,\"at\":\"2026-01-02T03:04:05Z\",\"step\":\"LENT\",\"creation\":{\"kind\":\"k\",\"id\":\"i\",\"details\":{}}}",
        "\u0000\u0000\u0000"
      })
  void namesALineInTheMiddleThatCannotBeReadAndReadsTheRest(String line) throws Exception {
    try (Journal journal = open()) {
      recorder.make(journal, "a");
    }
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    try (Journal journal = open()) {
      recorder.make(journal, "b");
      assertThat(journal.unreadable()).hasSize(1);
    }
    assertThat(pending()).containsExactly("a", "b");
    assertThat(read().unreadable())
        .singleElement()
        .asString()
        .startsWith("line 3 cannot be read: ");
  }

  @Test
  void oneDamagedByteHidesNoOtherLine() throws Exception {
    try (Journal journal = open()) {
      recorder.make(journal, "a");
    }
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, '\n'}, StandardOpenOption.APPEND);
    assertThat(pending()).containsExactly("a");
    assertThat(read().unreadable()).hasSize(1);
  }

  @Test
  void createsNothingThatItCannotNote() throws Exception {
    // a disk that is full, to whoever writes to it (full(4))
    Files.createSymbolicLink(file, Path.of("/dev/full"));
    List<String> made = new ArrayList<>();
    try (Journal journal = open()) {
      assertThatThrownBy(() -> journal.acquire(recorder.thing("a"), () -> made.add("a")))
          .isInstanceOf(LeaseException.class)
          .hasMessageContainingAll(
              "the thing a was not created", file.toString(), "No space left on device");
      assertThat(journal.held()).isEmpty();
    }
    assertThat(made).isEmpty();
    assertThat(recorder.undone).isEmpty();
  }

  @Test
  void keepsWhatIsNotedLaterAndShowsItToTheUndoer() throws Exception {
    try (Journal journal = open()) {
      Lease lease =
          journal.acquire(new Creation(Recorder.KIND, "a", Map.of("uri", "u", "n", "1")), () -> 1);
      recorder.make(journal, "b");
      lease.note(Map.of("uuid", "1234", "n", "2"));
      assertThat(lease.creation().details())
          .isEqualTo(Map.of("uri", "u", "n", "2", "uuid", "1234"));
    }
    assertThat(pending()).containsExactly("a", "b");
    assertThat(read().pending().get(1L))
        .isEqualTo(new Creation(Recorder.KIND, "a", Map.of("uri", "u", "n", "2", "uuid", "1234")));
    try (Journal journal = open()) {
      journal.adopt();
      journal.releaseAll();
    }
    assertThat(recorder.seen).contains(Map.of("uri", "u", "n", "2", "uuid", "1234"));
  }

  /** A call that was given up, and that ends when the test says so. */
  private static final class GivenUp extends IOException implements Abandoned {
    private static final long serialVersionUID = 1L;
    private boolean ended;

    GivenUp() {
      super("no answer");
    }

    @Override
    public boolean hasEnded() {
      return ended;
    }
  }

  @Test
  void keepsWhatMayAppearYetThoughUndoingItFoundNothing() {
    GivenUp givenUp = new GivenUp();
    try (Journal journal = open()) {
      assertThatThrownBy(
              () ->
                  journal.acquire(
                      recorder.thing("late"),
                      () -> {
                        throw new IllegalStateException("wrapped", givenUp);
                      }))
          .hasCause(givenUp)
          .satisfies(
              e ->
                  assertThat(e.getSuppressed()[0])
                      .hasMessageContaining("may appear yet: the call to create it was abandoned"));
      assertThat(recorder.undone).containsExactly("late");
      assertThat(journal.releaseAll()).hasSize(1);
      assertThat(pending()).containsExactly("late");
      assertThat(read().entries())
          .last()
          .satisfies(e -> assertThat(e.step()).isEqualTo(JournalEntry.Step.STUCK))
          .satisfies(e -> assertThat(e.problem()).startsWith("may appear yet"));
      givenUp.ended = true;
      recorder.there.add("late");
      assertThat(journal.releaseAll()).isEmpty();
    }
    assertThat(recorder.there).isEmpty();
    assertThat(pending()).isEmpty();
  }

  @Test
  void aLaterProcessUndoesWhatMayHaveAppeared() {
    try (Journal journal = open()) {
      assertThatThrownBy(
              () ->
                  journal.acquire(
                      recorder.thing("late"),
                      () -> {
                        throw new GivenUp();
                      }))
          .isInstanceOf(GivenUp.class);
    }
    recorder.there.add("late");
    try (Journal journal = open()) {
      journal.adopt();
      assertThat(journal.releaseAll()).isEmpty();
    }
    assertThat(recorder.there).isEmpty();
    assertThat(pending()).isEmpty();
  }

  /** The failure of a creation that found somebody else's thing in its place. */
  private static final class Taken extends IOException implements NotBegun {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void doesNotUndoWhatWasThereBefore() {
    recorder.there.add("theirs");
    try (Journal journal = open()) {
      assertThatThrownBy(
              () ->
                  journal.acquire(
                      recorder.thing("theirs"),
                      () -> {
                        throw new Taken();
                      }))
          .isInstanceOf(Taken.class);
      assertThat(journal.held()).isEmpty();
    }
    assertThat(recorder.there).containsExactly("theirs");
    assertThat(recorder.undone).isEmpty();
    assertThat(pending()).isEmpty();
  }
}
