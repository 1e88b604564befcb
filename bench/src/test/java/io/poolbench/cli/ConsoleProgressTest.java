package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.Accelerator;
import io.poolbench.result.PlannedTrial;
import io.poolbench.result.TrialRecord;
import io.poolbench.scenario.RunPlan;
import io.poolbench.scenario.ScenarioLoader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Without a terminal, as tests run. */
class ConsoleProgressTest {
  private static final PlannedTrial TRIAL = new PlannedTrial(1, 1, "block");

  private final StringWriter text = new StringWriter();

  private ConsoleProgress progress(int finished) throws Exception {
    RunPlan plan = RunPlan.of(ScenarioLoader.load(Path.of("../scenarios/quickstart.yaml")), 1);
    return new ConsoleProgress(new PrintWriter(text), plan, Accelerator.TCG, finished);
  }

  private static TrialRecord record(@Nullable String failure) {
    Instant begun = Instant.parse("2026-01-02T03:04:05Z");
    return new TrialRecord(
        1,
        1,
        1,
        1,
        "block",
        begun,
        begun.plusMillis(12_340),
        failure,
        Map.of(),
        "",
        Map.of(),
        null,
        List.of());
  }

  @Test
  void printsOnePlainLineATrialWithTheTimeLeft() throws Exception {
    try (ConsoleProgress progress = progress(0)) {
      progress.preparing("booting");
      progress.phase(TRIAL, "fill");
      progress.stored(record(null));
    }
    assertThat(text.toString())
        .matches("\\[1/\\d+] block 1, block: done in 12\\.3 s, \\d+:\\d\\d min left\\R")
        .doesNotContain("\r", "\u001b");
  }

  @Test
  void countsOnFromTheTrialsOfAResumedRun() throws Exception {
    try (ConsoleProgress progress = progress(24)) {
      progress.phase(TRIAL, "fill");
      progress.stored(record(null));
    }
    assertThat(text.toString()).matches("\\[25/25] block 1, block: done in 12\\.3 s\\R");
  }

  @Test
  void saysWhyATrialFailed() throws Exception {
    try (ConsoleProgress progress = progress(0)) {
      progress.phase(TRIAL, "fill");
      progress.stored(record("the guest ended"));
    }
    assertThat(text.toString()).contains("block: FAILED: the guest ended in 12.3 s");
  }
}
