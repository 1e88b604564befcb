package io.poolbench.compare;

import static io.poolbench.result.Fixture.evidence;
import static io.poolbench.result.Fixture.io;
import static io.poolbench.result.Fixture.measured;
import static io.poolbench.result.Fixture.trial;
import static io.poolbench.result.Fixture.workload;
import static io.poolbench.result.IoKind.SYNC;
import static io.poolbench.result.IoKind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.Fixture;
import io.poolbench.result.RunResult;
import io.poolbench.result.Sample;
import io.poolbench.result.SyntheticRun;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Judgement;
import io.poolbench.validity.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
  @TempDir Path folder;

  @Test
  void holdEveryFigureOfEveryTrialInvalidOnesMarked() {
    TrialRecord one =
        trial(
            1,
            1,
            "a",
            measured("log", Map.of(WRITE, io(500, 1e5), SYNC, io(500, 2e6)), evidence(1)));
    TrialRecord two = trial(2, 2, "a", measured("log", Map.of(WRITE, io(400, 2e5)), evidence(1)));
    RunResult run =
        Fixture.run(
            folder, "a", List.of("a"), List.of(workload("log", 1, WRITE)), List.of(one, two));
    Judgement judgement =
        new Judgement(List.of(new Finding(2, "a", "log", "test", Validity.INVALID, "because")));

    assertThat(Samples.of(run, judgement))
        .containsExactly(
            sample(1, "write.iops", "1/s", 500, "VALID"),
            sample(1, "write.bandwidth", "B/s", 500 * 4096, "VALID"),
            sample(1, "write.lat_mean", "ns", 1e5, "VALID"),
            sample(1, "sync.iops", "1/s", 500, "VALID"),
            sample(1, "sync.lat_mean", "ns", 2e6, "VALID"),
            sample(1, "cost.space", "1", 1, "VALID"),
            sample(1, "cost.steal", "%", 0, "VALID"),
            sample(2, "write.iops", "1/s", 400, "INVALID"),
            sample(2, "write.bandwidth", "B/s", 400 * 4096, "INVALID"),
            sample(2, "write.lat_mean", "ns", 2e5, "INVALID"),
            sample(2, "cost.space", "1", 1, "INVALID"),
            sample(2, "cost.steal", "%", 0, "INVALID"));
  }

  @Test
  void needNoSecondReadingOfTheHistograms() throws IOException {
    RunResult run = new SyntheticRun(3).blocks(1).store(folder);
    Judgement judgement = new Judgement(List.of());
    int cells = Comparer.compare(run, judgement).cells().size();
    for (TrialResult t : run.trials()) {
      for (var w : t.workloads()) {
        Files.delete(t.folder().resolve(w.histogramFile()));
      }
    }

    assertThat(Samples.of(run, judgement))
        .filteredOn(sample -> !sample.metric().startsWith("cost."))
        .hasSize(cells);
  }

  private static Sample sample(
      int replicate, String metric, String unit, double value, String validity) {
    return new Sample(
        "20260102-030405-fixture",
        replicate,
        "a",
        "guest",
        "log",
        metric,
        unit,
        value,
        validity,
        "local");
  }
}
