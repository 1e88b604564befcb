package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.result.Allocation;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Trials whose workload, named {@code verified}, writes, reads what it wrote and compares
 * checksums; fio fails when any differs.
 */
final class VerifiedData {
  /** What such a workload is to be bounded by: one pass, however long that takes. */
  static final String PASS = "size: 8m";

  private static final long PASS_BYTES = 8L << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private VerifiedData() {}

  /** Whether a trial of a run of this sandbox read back all that its workload wrote. */
  static void isVerified(Sandbox sandbox, TrialResult result) {
    TrialRecord trial = result.trial();
    assertThat(trial.failure()).as(trial.backend()).isNull();
    assertThat(trial.allocation())
        .as(trial.backend())
        .isNotNull()
        .extracting(Allocation::holeBytes)
        .isEqualTo(0L);
    try {
      List<JsonNode> jobs = new ArrayList<>();
      // fio's notes stand before its JSON
      String text = Files.readString(file(sandbox, trial));
      JSON.readTree(text.substring(text.indexOf('{'))).path("jobs").forEach(jobs::add);
      assertThat(jobs).hasSize(1);
      assertThat(jobs.get(0).path("error").asInt()).isZero();
      assertThat(jobs.get(0).path("read").path("io_bytes").asLong())
          .as("%s reads and compares what it wrote, at least one whole pass", trial.backend())
          .isGreaterThanOrEqualTo(PASS_BYTES);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Path file(Sandbox sandbox, TrialRecord trial) throws IOException {
    try (var files = Files.walk(sandbox.results())) {
      return files
          .filter(f -> f.endsWith("verified.fio.json"))
          .filter(f -> f.toString().contains("-" + trial.backend() + "-r"))
          .findFirst()
          .orElseThrow();
    }
  }
}
