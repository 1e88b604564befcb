package io.poolbench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poolbench.fio.FioRateLogs;
import io.poolbench.result.IoKind;
import io.poolbench.result.SeriesRecord;
import io.poolbench.result.TimeSeries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SeriesBuilderTest {
  private static List<Double> of(TimeSeries series, IoKind kind) {
    return Objects.requireNonNull(series.ios().get(kind));
  }

  private static double sum(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }

  @Test
  void sumsToWhatFioCountedButForItsLastInterval() throws Exception {
    FioRateLogs logs =
        FioRateLogs.parse(
            Files.readString(Path.of("src/test/resources/io/poolbench/fio/rate-logs.txt")));

    TimeSeries series = SeriesBuilder.series(logs, 100, 2001);

    // 2001 reads in 2001 ms, of which fio logged 1901 ms
    assertThat(series.intervals()).isEqualTo(19);
    assertThat(sum(of(series, IoKind.READ))).isCloseTo(1901, within(12.0));
    assertThat(sum(of(series, IoKind.WRITE))).isCloseTo(1901, within(12.0));
    assertThat(sum(Objects.requireNonNull(series.bytes().get(IoKind.READ))))
        .isCloseTo(1901 * 4096, within(12.0 * 4096));
    assertThat(of(series, IoKind.READ)).allSatisfy(n -> assertThat(n).isBetween(95.0, 106.0));
  }

  @Test
  void aSilenceIsZeroAndNoLongInterval() {
    FioRateLogs logs = FioRateLogs.parse("iops\n100, 50, 0, 0, 0\n700, 50, 0, 0, 0\n\nbw\n");

    TimeSeries series = SeriesBuilder.series(logs, 100, 701);

    assertThat(of(series, IoKind.READ)).containsExactly(5.0, 0.0, 0.0, 0.0, 0.0, 0.0, 5.0);
  }

  @Test
  void aStallAtTheEndOfTheWindowBelongsToIt() {
    FioRateLogs logs = FioRateLogs.parse("iops\n100, 50, 0, 0, 0\n200, 50, 0, 0, 0\n\nbw\n");

    assertThat(of(SeriesBuilder.series(logs, 100, 1000), IoKind.READ))
        .hasSize(10)
        .endsWith(0.0, 0.0, 0.0);
  }

  @Test
  void spreadsALateLookOverTheIntervalsItIsOf() {
    FioRateLogs logs = FioRateLogs.parse("iops\n100, 100, 0, 0, 0\n220, 100, 0, 0, 0\n\nbw\n");

    List<Double> ios = of(SeriesBuilder.series(logs, 100, 230), IoKind.READ);

    assertThat(ios).hasSize(2);
    assertThat(sum(ios)).isCloseTo(22, within(1e-9));
    assertThat(ios.get(0)).isCloseTo(10, within(1e-9));
  }

  @Test
  void cutsTheSeriesIntoFiveRounds() {
    StringBuilder text = new StringBuilder("iops\n");
    for (int i = 1; i <= 20; i++) {
      text.append(i * 100).append(", ").append(i <= 4 ? 500 : 1000).append(", 1, 0, 0\n");
    }
    TimeSeries series = SeriesBuilder.series(FioRateLogs.parse(text + "\nbw\n"), 100, 2001);

    SeriesRecord record = SeriesBuilder.record(series, "w.series.csv");

    assertThat(record.rounds().get(IoKind.WRITE))
        .containsExactly(200.0, 400.0, 400.0, 400.0, 400.0);
    assertThat(record.roundSeconds()).isEqualTo(0.4);
  }

  @Test
  void hasNoRoundsOfASeriesOfLessThanFiveIntervals() {
    FioRateLogs logs = FioRateLogs.parse("iops\n100, 50, 0, 0, 0\n\nbw\n");

    assertThat(SeriesBuilder.record(SeriesBuilder.series(logs, 100, 110), "f").rounds()).isEmpty();
  }
}
