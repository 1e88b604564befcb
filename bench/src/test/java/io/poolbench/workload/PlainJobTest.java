package io.poolbench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.workload.PlainJob.Arrivals;
import io.poolbench.workload.PlainJob.Sync;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJobTest {
  private static PlainJob job(int readPercent, int blockBytes, int threads, int depth) {
    return new PlainJob(
        true,
        readPercent,
        blockBytes,
        threads,
        depth,
        true,
        Sync.NONE,
        Optional.empty(),
        Duration.ZERO,
        Duration.ofSeconds(1),
        1);
  }

  @ParameterizedTest
  @CsvSource({"0, false, true", "1, true, true", "99, true, true", "100, true, false"})
  void readsAndWritesByItsShare(int readPercent, boolean reads, boolean writes) {
    PlainJob job = job(readPercent, 4096, 1, 1);

    assertThat(job.reads()).isEqualTo(reads);
    assertThat(job.writes()).isEqualTo(writes);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 4096, 1, 1, share of reads",
    "101, 4096, 1, 1, share of reads",
    "50, 0, 1, 1, block size",
    "50, 1000, 1, 1, block size",
    "50, 4096, 0, 1, at least 1",
    "50, 4096, 1, 0, at least 1"
  })
  void cannotBeWhatNoEngineIssues(
      int readPercent, int blockBytes, int threads, int depth, String reason) {
    assertThatThrownBy(() -> job(readPercent, blockBytes, threads, depth))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void arrivalsHaveARate(double perSecond) {
    assertThatThrownBy(() -> new Arrivals(perSecond, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no rate");
  }

  @Test
  void arrivalsMayBeSlow() {
    assertThat(new Arrivals(0.5, false).perSecond()).isEqualTo(0.5);
  }
}
