package io.poolbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stored run keeps so that it can be taken up again, and what it keeps of failures. */
class StoredRunTest {
  private static final String SCENARIO = "name: fixture\n";
  private static final Map<String, String> JOBS = Map.of("jobs/oltp.fio", "[oltp]\nrw=randrw\n");
  private static final TrialRecord FIRST = Fixture.trial(1, 1, "a");
  private static final TrialRecord SECOND = Fixture.trial(2, 1, "b");
  private static final TrialRecord FAILED = Fixture.trial(2, 1, "b", "the guest hung", "", null);

  @TempDir Path root;
  private ResultStore store;
  private RunRecord planned;
  private Path folder;

  @BeforeEach
  void plan() {
    store = new ResultStore(root);
    planned = Fixture.run(root, "a", List.of("a", "b"), List.of(), List.of(FIRST, SECOND)).run();
    folder = store.folder(planned.id());
  }

  private RunResult load() {
    return store.load(planned.id());
  }

  @Test
  void keepsWhatTheRunWasMadeOfWithItsDigests() throws IOException {
    store.create(planned, SCENARIO, JOBS);

    assertThat(folder.resolve("jobs/oltp.fio")).hasContent("[oltp]\nrw=randrw\n");
    // printf 'name: fixture\n' | sha256sum; printf '[oltp]\nrw=randrw\n' | sha256sum
    assertThat(load().run().inputs())
        .containsExactly(
            new InputRecord(
                "scenario.yaml",
                "0af6a6b64794de7e02c5e17c7d532d8fa22b7e5fce51b803a46439e6637cb269"),
            new InputRecord(
                "jobs/oltp.fio",
                "e936066b525d45b123cf741786b5a0658fb1297c1b53cb15c1d5533861f4b80c"));
    assertThat(load().changedInputs()).isEmpty();
  }

  @Test
  void namesEveryInputThatWasChangedOrIsGone() throws IOException {
    store.create(planned, SCENARIO, JOBS);
    Files.writeString(folder.resolve("scenario.yaml"), SCENARIO + " ");
    Files.delete(folder.resolve("jobs/oltp.fio"));

    assertThat(load().changedInputs())
        .hasSize(2)
        .anyMatch(c -> c.startsWith("scenario.yaml of the run was changed since the run began"))
        .contains("jobs/oltp.fio of the run is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run.json",
        "scenario.yaml",
        "journal.jsonl",
        "samples.csv",
        "trials/a.fio",
        "attempts/a.fio",
        ".run.json.part",
        "/etc/a.fio",
        "../a.fio",
        "jobs/../../a.fio",
        ""
      })
  void refusesAJobFileThatItCannotKeepUnderItsPath(String path) {
    assertThatThrownBy(() -> store.create(planned, SCENARIO, Map.of(path, "[a]\n")))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining("fio job file " + path);
    assertThat(folder).doesNotExist();
  }

  @Test
  void findsWhatIsLeftToMeasureInThePlannedOrder() {
    RunWriter writer = store.create(planned, SCENARIO);
    assertThat(load().unfinished()).isEqualTo(planned.order());

    writer.store(FAILED, Map.of());
    assertThat(load().unfinished()).isEqualTo(planned.order());

    writer.store(FIRST, Map.of());
    assertThat(load().unfinished()).containsExactly(new PlannedTrial(2, 1, "b"));
  }

  @Test
  void keepsEveryFailedAttemptWhenATrialIsMeasuredAgain() throws IOException {
    RunWriter writer = store.create(planned, SCENARIO);
    writer.store(FAILED, Map.of("domain.xml", "first".getBytes(StandardCharsets.UTF_8)));
    writer.store(FAILED, Map.of("domain.xml", "second".getBytes(StandardCharsets.UTF_8)));
    writer.store(SECOND, Map.of());

    assertThat(load().trials()).extracting(TrialResult::trial).containsExactly(SECOND);
    assertThat(folder.resolve("attempts/02-b-r1-1/domain.xml")).hasContent("first");
    assertThat(folder.resolve("attempts/02-b-r1-2/domain.xml")).hasContent("second");
    assertThat(store.attempts(planned.id())).containsExactly(FAILED, FAILED);
  }

  @Test
  void neverReplacesATrialThatDidNotFail() {
    RunWriter writer = store.create(planned, SCENARIO);
    writer.store(FIRST, Map.of("domain.xml", new byte[] {1}));

    assertThatThrownBy(() -> writer.store(FIRST, Map.of()))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining("is stored already");
    assertThat(load().trials().get(0).folder().resolve("domain.xml")).hasSize(1);
  }

  @Test
  void removesWhatWasHalfWrittenAndNothingElseWhenItIsReopened() throws IOException {
    RunWriter writer = store.create(planned, SCENARIO, JOBS);
    writer.store(FIRST, Map.of("domain.xml", new byte[] {1}));
    Path torn = Files.createDirectories(folder.resolve("trials/.02-b-r1.part"));
    Files.writeString(torn.resolve("domain.xml"), "<dom");
    Files.writeString(folder.resolve(".run.json.part"), "{");
    Files.writeString(folder.resolve("notes.part"), "mine");

    store.reopen(load()).store(SECOND, Map.of());

    assertThat(torn).doesNotExist();
    assertThat(folder.resolve(".run.json.part")).doesNotExist();
    assertThat(folder.resolve("notes.part")).exists();
    assertThat(folder.resolve("trials/02-b-r1")).isDirectoryNotContaining("glob:**/domain.xml");
    assertThat(load().trials()).hasSize(2);
    assertThat(load().changedInputs()).isEmpty();
  }

  @Test
  void isRunningAgainOnceItIsResumedAndForgetsHowItEnded() {
    RunWriter first = store.create(planned, SCENARIO);
    first.finish(Fixture.start(), RunState.INCOMPLETE, "interrupted");
    Resumption again = new Resumption(Fixture.start(), 2, List.of(1), "0.2.0", "0.5 0.5 0.5");

    store.reopen(load()).resume(again);

    RunRecord run = load().run();
    assertThat(run.state()).isEqualTo(RunState.RUNNING);
    assertThat(run.ended()).isNull();
    assertThat(run.problem()).isNull();
    assertThat(run.resumptions()).containsExactly(again);
    assertThat(run.inputs()).isNotEmpty();
    assertThatCode(() -> store.reopen(load()).resume(again)).doesNotThrowAnyException();
    assertThat(load().run().resumptions()).hasSize(2);
  }
}
