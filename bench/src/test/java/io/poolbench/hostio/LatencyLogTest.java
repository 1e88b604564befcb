package io.poolbench.hostio;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.hostio.Latencies.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyLogTest {
  @TempDir Path folder;

  private static Histogram of(Map<Series, Histogram> all, Series series) {
    return Objects.requireNonNull(all.get(series));
  }

  @Test
  void whatAllThreadsRecordedInTheWindowIsReadBackBySeries() throws IOException {
    Path file = folder.resolve("x.hlog");
    Latencies one = new Latencies();
    Latencies two = new Latencies();
    try (LatencyLog log = new LatencyLog(file)) {
      log.add(one);
      log.add(two);
      one.record(Series.READ, 7_000_000);
      one.reset();
      two.reset();
      log.begin();
      for (int i = 1; i <= 1000; i++) {
        one.record(Series.READ, 1_000L * i);
        two.record(Series.READ, 1_000L * i);
        two.record(Series.SYNC, 5);
      }
    }
    Map<Series, Histogram> all = LatencyLog.read(file);

    assertThat(all).containsOnlyKeys(Series.READ, Series.SYNC);
    assertThat(of(all, Series.READ).getTotalCount()).isEqualTo(2000);
    assertThat(of(all, Series.READ).getValueAtPercentile(50)).isBetween(499_500L, 500_500L);
    assertThat(of(all, Series.READ).getMaxValue()).isBetween(1_000_000L, 1_001_000L);
    assertThat(one.sum(Series.READ)).isEqualTo(1_000.0 * 1000 * 1001 / 2);
    assertThat(of(all, Series.SYNC).getTotalCount()).isEqualTo(1000);
  }

  @Test
  void secondsAreLinesOfTheirOwn() throws Exception {
    Path file = folder.resolve("x.hlog");
    Latencies one = new Latencies();
    try (LatencyLog log = new LatencyLog(file)) {
      log.add(one);
      log.begin();
      one.record(Series.WRITE, 10);
      Thread.sleep(1300);
      one.record(Series.WRITE, 20);
    }
    assertThat(Files.readAllLines(file).stream().filter(line -> line.startsWith("Tag=write,")))
        .hasSize(2);
    assertThat(of(LatencyLog.read(file), Series.WRITE).getTotalCount()).isEqualTo(2);
  }

  @Test
  void whatIsBeyondTheScaleIsKeptAtItsEnds() {
    Latencies one = new Latencies();
    one.record(Series.READ, -5);
    one.record(Series.READ, Long.MAX_VALUE);

    Histogram taken = one.take(Series.READ);
    assertThat(taken.getMinValue()).isEqualTo(1);
    assertThat(taken.getMaxValue()).isGreaterThanOrEqualTo(3_600_000_000_000L);
  }
}
