package io.poolbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Undoer;
import io.poolbench.lease.Undoers;
import io.poolbench.result.Fixture;
import io.poolbench.result.ResultStore;
import io.poolbench.result.RunRecord;
import io.poolbench.result.RunState;
import io.poolbench.result.RunWriter;
import io.poolbench.result.TrialRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedRunTest {
  private static final TrialRecord FIRST = Fixture.trial(1, 1, "a");
  private static final TrialRecord SECOND = Fixture.trial(2, 1, "b");
  private static final TrialRecord THIRD = Fixture.trial(3, 2, "b");
  private static final Path VERSION_1 = Path.of("src/test/resources/io/poolbench/result/version-1");

  /** Things of which {@code stuck} cannot be undone. */
  private static final Undoers UNDOERS =
      new Undoers(
          List.of(
              new Undoer() {
                @Override
                public String kind() {
                  return "thing";
                }

                @Override
                public void undo(Creation creation) {
                  if (creation.id().equals("stuck")) {
                    throw new IllegalStateException("a shell stands in it");
                  }
                }
              }));

  @TempDir Path root;
  private ResultStore store;
  private String id = "";
  private RunWriter writer;

  @BeforeEach
  void begin() {
    store = new ResultStore(root.resolve("results"));
    RunRecord run =
        Fixture.run(root, "a", List.of("a", "b"), List.of(), List.of(FIRST, SECOND, THIRD)).run();
    id = run.id();
    writer = store.create(run, "name: fixture\n");
    writer.finish(Fixture.start(), RunState.INCOMPLETE, "interrupted");
  }

  private UnfinishedRun open(String run) {
    return UnfinishedRun.open(store, run, UNDOERS);
  }

  private Path journal() {
    return store.folder(id).resolve("journal.jsonl");
  }

  private void leave(String... things) throws Exception {
    try (Journal journal = Journal.open(journal(), UNDOERS)) {
      for (String thing : things) {
        journal.acquire(new Creation("thing", thing, Map.of()), () -> thing);
      }
    }
  }

  @Test
  void listsTheRunsThereAreAndWhichCanBeResumedWhenAskedForAnother() throws Exception {
    copyOfVersion1("old");

    assertThatThrownBy(() -> open("nonsense"))
        .isInstanceOf(UnmetRequirements.class)
        .hasMessageContaining("no run named nonsense in " + store.root())
        .hasMessageContaining("  " + id + ": can be resumed")
        .hasMessageContaining("  old: cannot be resumed, stored in format version 1");
    try (UnfinishedRun held = open(id)) {
      assertThatThrownBy(() -> open("nonsense"))
          .hasMessageContaining("  " + held.result().run().id() + ": still running");
    }
    writer.finish(Fixture.start(), RunState.COMPLETE, null);
    assertThatThrownBy(() -> open("nonsense")).hasMessageContaining("  " + id + ": complete");
  }

  @Test
  void refusesACompleteRun() {
    writer.finish(Fixture.start(), RunState.COMPLETE, null);

    assertThatThrownBy(() -> open(id))
        .isInstanceOf(UnmetRequirements.class)
        .hasMessageContaining("is complete: all 3 trials are stored")
        .hasMessageContaining("./poolbench report " + id);
  }

  @Test
  void refusesARunOfALabWhoseHostIsGoneAndWhoseLockIsNotSeen() throws Exception {
    Path file = store.folder(id).resolve("run.json");
    String text = Files.readString(file);
    assertThat(text).contains("\"place\" : \"local\"");
    Files.writeString(file, text.replace("\"place\" : \"local\"", "\"place\" : \"lab\""));

    assertThatThrownBy(() -> open(id))
        .isInstanceOf(UnmetRequirements.class)
        .hasMessageContaining("made in a lab")
        .hasMessageContaining("--on lab");
    assertThat(journal()).doesNotExist();
    assertThatThrownBy(() -> open("nonsense"))
        .hasMessageContaining("  " + id + ": cannot be resumed, made in a lab");
  }

  @Test
  void refusesARunWhoseJournalIsHeld() {
    try (UnfinishedRun held = open(id)) {
      assertThat(held.result().run().id()).isEqualTo(id);
      assertThatThrownBy(() -> open(id))
          .isInstanceOf(UnmetRequirements.class)
          .hasMessageContaining("still running");
    }
    open(id).close();
  }

  @Test
  void refusesARunOfVersion1AndSaysWhy() throws Exception {
    copyOfVersion1("old");

    assertThatThrownBy(() -> open("old"))
        .isInstanceOf(UnmetRequirements.class)
        .hasMessageContaining("stored it in format version 1")
        .hasMessageContaining("without digests of what it was made of")
        .hasMessageContaining("./poolbench run");
  }

  @Test
  void undoesWhatTheDeadProcessLeftAndGoesOnWithTheSameJournal() throws Exception {
    leave("pool", "mount");
    List<String> undone = new ArrayList<>();

    try (UnfinishedRun run = open(id)) {
      assertThat(run.undoLeftovers(undone::add)).isEmpty();
      run.journal().acquire(new Creation("thing", "next", Map.of()), () -> 1);
    }

    assertThat(undone).containsExactly("thing pool", "thing mount");
    assertThat(Files.readAllLines(journal()))
        .hasSize(8)
        .last()
        .asString()
        .contains("\"seq\":3", "\"id\":\"next\"");
  }

  @Test
  void namesWhatCannotBeUndoneAndLeavesTheRunAsItWas() throws Exception {
    leave("pool", "stuck");
    String before = Files.readString(store.folder(id).resolve("run.json"));
    List<String> undone = new ArrayList<>();

    try (UnfinishedRun run = open(id)) {
      assertThat(run.undoLeftovers(undone::add))
          .containsExactly("cannot undo thing stuck: a shell stands in it");
    }

    assertThat(undone).containsExactly("thing pool");
    assertThat(store.folder(id).resolve("run.json")).hasContent(before);
  }

  @Test
  void recordsFromWhichTrialItGoesOnAndWhichItRepeats() {
    writer.store(FIRST, Map.of());
    writer.store(Fixture.trial(2, 1, "b", "the guest hung", "", null), Map.of());

    try (UnfinishedRun run = open(id)) {
      run.takeUp("0.9.0");
    }

    RunRecord stored = store.load(id).run();
    assertThat(stored.state()).isEqualTo(RunState.RUNNING);
    assertThat(stored.resumptions())
        .singleElement()
        .satisfies(
            r -> {
              assertThat(r.fromTrial()).isEqualTo(2);
              assertThat(r.repeated()).containsExactly(2);
              assertThat(r.poolbenchVersion()).isEqualTo("0.9.0");
              assertThat(r.load()).isNotBlank();
            });
  }

  @Test
  void countsBootsOnFromTheLastOneEvenOfAFailedAttempt() {
    try (UnfinishedRun run = open(id)) {
      assertThat(run.lastBoot()).isZero();
    }
    TrialRecord failed = Fixture.trial(1, 1, "a", "the guest hung", "", null);
    writer.store(Fixture.in(4, Fixture.start(), failed), Map.of());
    writer.store(Fixture.in(2, Fixture.start(), FIRST), Map.of());

    try (UnfinishedRun run = open(id)) {
      assertThat(run.lastBoot()).isEqualTo(4);
    }
  }

  @Test
  void completesARunThatWasKilledAfterItsLastTrial() {
    List.of(FIRST, SECOND, THIRD).forEach(trial -> writer.store(trial, Map.of()));

    try (UnfinishedRun run = open(id)) {
      assertThat(run.complete().state()).isEqualTo(RunState.COMPLETE);
    }

    RunRecord stored = store.load(id).run();
    assertThat(stored.state()).isEqualTo(RunState.COMPLETE);
    assertThat(stored.problem()).isNull();
    assertThat(stored.resumptions()).as("nothing was measured").isEmpty();
  }

  @Test
  void completesNoRunThatHasTrialsLeft() {
    try (UnfinishedRun run = open(id)) {
      assertThatThrownBy(run::complete).isInstanceOf(IllegalStateException.class);
    }
  }

  private void copyOfVersion1(String name) throws Exception {
    Path target = Files.createDirectories(store.folder(name).resolve("trials")).resolveSibling("");
    for (String file : List.of("run.json", "scenario.yaml")) {
      Files.copy(VERSION_1.resolve(file), target.resolve(file));
    }
  }
}
