package io.poolbench.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.stats.Percentiles;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** The committed sample run, which the documentation quotes. */
class SampleRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What docs/method.md says of it. */
  private static final int PERCENTILES = 750;

  private static final double LARGEST_DEVIATION = 0.0001;

  private static RunResult sample() {
    return new ResultStore(Path.of(System.getProperty("basedir", "."), "../results"))
        .load("sample");
  }

  @Test
  void isWhole() {
    assertThat(sample().run().state()).isEqualTo(RunState.COMPLETE);
    assertThat(sample().trials()).hasSize(25).allMatch(t -> t.trial().failure() == null);
  }

  @Test
  void hasThePercentilesThatFioItselfFound() throws Exception {
    int compared = 0;
    double largest = 0;
    for (TrialResult trial : sample().trials()) {
      for (WorkloadResult workload : trial.trial().workloads()) {
        JsonNode job =
            JSON.readTree(trial.folder().resolve(workload.rawFile()).toFile()).at("/jobs/0");
        for (IoKind kind : workload.io().keySet()) {
          Histogram histogram = trial.histogram(workload.workload(), kind).orElseThrow();
          JsonNode latency = job.path(kind.word()).path(kind == IoKind.SYNC ? "lat_ns" : "clat_ns");
          for (Map.Entry<String, JsonNode> line : latency.path("percentile").properties()) {
            double fio = line.getValue().asDouble();
            double ours = Percentiles.of(histogram).at(Double.parseDouble(line.getKey()));
            largest = Math.max(largest, Math.abs(ours - fio) / fio);
            compared++;
          }
        }
      }
    }
    assertThat(compared).isEqualTo(PERCENTILES);
    assertThat(largest).isLessThanOrEqualTo(LARGEST_DEVIATION);
  }
}
