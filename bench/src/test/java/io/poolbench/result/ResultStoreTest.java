package io.poolbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultStoreTest {
  @TempDir Path root;

  @Test
  void readsBackWhatItStored() {
    DiskCounters counters = new DiskCounters(1, 512, 3, 1024, 5, 6);
    WorkloadEvidence evidence =
        new WorkloadEvidence(
            1, "said \"so\"\n", counters, null, 0.1, 99.9, 1.5, null, 15.7, null, null);
    WorkloadResult workload =
        Fixture.measured(
            "reads",
            "reads.hlog",
            Map.of(IoKind.READ, Fixture.io(1 / 3.0, 1e-9), IoKind.SYNC, Fixture.io(1e12, 7)),
            evidence);
    TrialRecord good = Fixture.trial(1, 1, "a", workload);
    TrialRecord failed = Fixture.trial(2, 1, "b", "the guest hung", "", null);
    RunRecord run = run(good, failed);
    ResultStore store = new ResultStore(root);
    RunWriter writer = store.create(run, "name: fixture\n# ü\n");
    Histogram h = new Histogram(3);
    h.recordValueWithCount(1234, 20);
    writer.store(failed, Map.of());
    writer.store(good, Map.of("reads.hlog", HistogramFiles.encode(Map.of(IoKind.READ, h))));
    writer.describeSubstrate(Map.of("device", "loop"));
    Instant end = Instant.parse("2026-01-02T04:00:00.123456789Z");
    writer.finish(end, RunState.INCOMPLETE, "one trial failed");

    RunResult read = store.load(run.id());

    assertThat(read.run()).isEqualTo(writer.run());
    assertThat(read.run().ended()).isEqualTo(end);
    assertThat(read.run().problem()).isEqualTo("one trial failed");
    assertThat(read.run().substrate()).containsEntry("device", "loop");
    assertThat(read.scenarioText()).isEqualTo("name: fixture\n# ü\n");
    assertThat(read.trials()).extracting(TrialResult::trial).containsExactly(good, failed);
    assertThat(read.trials().get(0).histogram("reads", IoKind.READ)).contains(h);
    assertThat(read.trials().get(0).histogram("reads", IoKind.WRITE)).isEmpty();
    assertThat(store.list()).containsExactly(run.id());
  }

  @Test
  void refusesToStartARunTwice() {
    RunRecord run = run();
    ResultStore store = new ResultStore(root);
    store.create(run, "");

    assertThatThrownBy(() -> store.create(run, ""))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(run.id())
        .hasMessageContaining("exists already");
  }

  @Test
  void namesTheRunsThereAreWhenAskedForAnother() {
    RunResult run = new SyntheticRun(1).blocks(1).store(root);

    assertThatThrownBy(() -> new ResultStore(root).load("nonsense"))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining("no run named nonsense")
        .hasMessageContaining(run.run().id());
  }

  @Test
  void refusesALaterFormatVersion() throws IOException {
    RunResult run = new SyntheticRun(1).blocks(1).store(root);
    Path trial = run.trials().get(2).folder().resolve("trial.json");
    edit(trial, "\"formatVersion\" : 2", "\"formatVersion\" : 3");

    assertThatThrownBy(() -> new ResultStore(root).load(run.run().id()))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(trial.toString())
        .hasMessageContaining("format version 3")
        .hasMessageContaining("reads up to 2")
        .hasMessageContaining("newer poolbench");
  }

  @Test
  void refusesJsonOfSomeoneElse() throws IOException {
    RunResult run = new SyntheticRun(1).blocks(1).store(root);
    Files.writeString(run.folder().resolve("run.json"), "{\"name\": 1}");

    assertThatThrownBy(() -> new ResultStore(root).load(run.run().id()))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining("run.json")
        .hasMessageContaining("formatVersion");
  }

  @Test
  void namesADamagedFile() throws IOException {
    RunResult run = new SyntheticRun(1).blocks(1).store(root);
    Path trial = run.trials().get(1).folder().resolve("trial.json");
    String whole = Files.readString(trial);
    for (String damaged :
        List.of(whole.substring(0, whole.length() / 2), "", "\0\0\0", "null", "[1]")) {
      Files.writeString(trial, damaged);

      assertThatThrownBy(() -> new ResultStore(root).load(run.run().id()))
          .isInstanceOf(ResultException.class)
          .hasMessageContaining(trial.toString());
    }
  }

  @Test
  void passesOverKeysItDoesNotKnow() throws IOException {
    RunResult run = new SyntheticRun(1).blocks(1).store(root);
    edit(run.folder().resolve("run.json"), "{", "{ \"later\" : [ 1 ],");

    assertThat(new ResultStore(root).load(run.run().id()).run()).isEqualTo(run.run());
  }

  @Test
  void passesOverAHalfStoredTrial() throws IOException {
    RunResult run = new SyntheticRun(1).blocks(1).store(root);
    Path whole = run.trials().get(0).folder();
    Files.move(whole, whole.resolveSibling("." + whole.getFileName() + ".part"));

    assertThat(new ResultStore(root).load(run.run().id()).trials())
        .extracting(t -> t.trial().index())
        .containsExactly(2, 3, 4, 5);
  }

  @Test
  void namesAMissingHistogramFile() throws IOException {
    RunResult run = new SyntheticRun(1).blocks(1).store(root);
    TrialResult trial = run.trials().get(0);
    Path file = trial.folder().resolve("seqread-1m.hlog");
    Files.delete(file);

    assertThatThrownBy(() -> trial.histogram("seqread-1m", IoKind.READ))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("missing");
  }

  @Test
  void namesADamagedHistogramFile() throws IOException {
    RunResult run = new SyntheticRun(1).blocks(1).store(root);
    TrialResult trial = run.trials().get(0);
    Path file = trial.folder().resolve("seqread-1m.hlog");
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() * 3 / 4));

    assertThatThrownBy(() -> trial.histogram("seqread-1m", IoKind.READ))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void writesTheSameSamplesInEveryLocale() throws IOException {
    RunRecord run = run();
    ResultStore store = new ResultStore(root);
    store.create(run, "");
    List<Sample> samples =
        List.of(
            new Sample(
                run.id(),
                1,
                "a",
                "guest",
                "reads",
                "read.iops",
                "1/s",
                12345.678,
                "VALID",
                "local"),
            new Sample(
                run.id(),
                2,
                "b,\"c\"",
                "guest",
                "reads",
                "read.lat_mean",
                "ns",
                1.5e9,
                "SUSPECT",
                "lab"));
    Locale before = Locale.getDefault();
    try {
      for (Locale locale : List.of(Locale.ROOT, Locale.GERMANY)) {
        Locale.setDefault(locale);
        store.writeSamples(run.id(), samples);
        assertThat(Files.readString(store.folder(run.id()).resolve("samples.csv")))
            .isEqualTo(
                """
                run,replicate,backend,vantage,workload,metric,unit,value,validity,place
                20260102-030405-fixture,1,a,guest,reads,read.iops,1/s,12345.678,VALID,local
                20260102-030405-fixture,2,"b,""c""\",guest,reads,read.lat_mean,ns,1.5E9,SUSPECT,lab
                """);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  private RunRecord run(TrialRecord... trials) {
    return Fixture.run(root, "a", List.of("a", "b"), List.of(), List.of(trials)).run();
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    int at = text.indexOf(from);
    Files.writeString(file, text.substring(0, at) + to + text.substring(at + from.length()));
  }
}
