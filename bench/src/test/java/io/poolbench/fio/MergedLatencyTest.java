package io.poolbench.fio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MergedLatencyTest {
  @ParameterizedTest
  @MethodSource("io.poolbench.fio.Captured#jsonPlus")
  void percentilesAgreeWithFiosOwn(String name) {
    int compared = 0;
    for (FioLatency latency : all(Captured.output(name))) {
      MergedLatency merged = MergedLatency.of(List.of(latency));
      for (var percentile : latency.percentiles().entrySet()) {
        assertThat((double) merged.percentileNanos(percentile.getKey()))
            .as("%s p%s", name, percentile.getKey())
            .isCloseTo(percentile.getValue(), Percentage.withPercentage(0.01));
        compared++;
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("io.poolbench.fio.Captured#jsonPlus")
  void theMeanIsFiosAndTheBinsAgreeWithIt(String name) {
    for (FioLatency latency : all(Captured.output(name))) {
      MergedLatency merged = MergedLatency.of(List.of(latency));
      assertThat(merged.meanNanos()).isEqualTo(latency.meanNanos(), within(1e-6));
      assertThat(merged.stddevNanos()).isEqualTo(latency.stddevNanos(), within(1e-3));
      assertThat(merged.histogram().getMean())
          .isCloseTo(latency.meanNanos(), Percentage.withPercentage(0.8));
    }
  }

  @Test
  void averagedPercentilesAreWrongWhereMergedOnesAreRight() {
    List<FioLatency> parts = Captured.output("two-jobs").completionLatencies(IoKind.READ);
    double averaged =
        parts.stream()
            .mapToLong(p -> MergedLatency.of(List.of(p)).percentileNanos(95))
            .average()
            .orElseThrow();
    long merged = MergedLatency.of(parts).percentileNanos(95);
    assertThat(Math.abs(averaged / merged - 1)).isGreaterThan(0.05);
    // the definition, by counting: at least 95 % at or below it, less than 95 % a hair below
    assertThat(shareAtOrBelow(parts, Math.round(merged * 1.0001))).isGreaterThanOrEqualTo(0.95);
    assertThat(shareAtOrBelow(parts, Math.round(merged * 0.999))).isLessThan(0.95);
  }

  @Property(tries = 200)
  void mergingIsAsIfAllSamplesHadBeenOneJobs(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = 5_000_000_000L) Long> a,
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = 5_000_000_000L) Long> b) {
    List<Long> both = new ArrayList<>(a);
    both.addAll(b);
    MergedLatency merged = MergedLatency.of(List.of(latency(a), latency(b)));
    MergedLatency one = MergedLatency.of(List.of(latency(both)));
    assertThat(merged.samples()).isEqualTo(both.size());
    assertThat(merged.meanNanos()).isCloseTo(one.meanNanos(), within(1.0));
    assertThat(merged.stddevNanos())
        .isCloseTo(one.stddevNanos(), within(1 + one.stddevNanos() * 1e-9));
    assertThat(merged.minNanos()).isEqualTo(one.minNanos());
    assertThat(merged.maxNanos()).isEqualTo(one.maxNanos());
    for (double p : new double[] {1, 50, 99, 100}) {
      assertThat(merged.percentileNanos(p)).isEqualTo(one.percentileNanos(p));
    }
  }

  @Test
  void countsALatencyOfZero() {
    MergedLatency merged = MergedLatency.of(List.of(latency(List.of(0L, 0L, 0L, 8L))));
    assertThat(merged.percentileNanos(50)).isZero();
    assertThat(merged.percentileNanos(100)).isEqualTo(8);
    assertThat(MergedLatency.of(List.of(latency(List.of(0L)))).samples()).isEqualTo(1);
  }

  /** 99.9 as a double is above 99.9, so fio looks past the 999th of 1000 samples. */
  @Test
  void takesFiosRankWhereHdrHistogramTakesTheOneBefore() {
    List<Long> samples = new ArrayList<>();
    for (long i = 1; i <= 1000; i++) {
      samples.add(i);
    }
    MergedLatency merged = MergedLatency.of(List.of(latency(samples)));
    assertThat(merged.percentileNanos(99.9)).isEqualTo(1000);
    assertThat(merged.histogram().getValueAtPercentile(99.9)).isEqualTo(999);
    assertThat(merged.percentileNanos(50)).isEqualTo(500);
  }

  @Test
  void aPercentileWantsTenSamplesBeyondIt() {
    List<Long> samples = new ArrayList<>();
    for (long i = 1; i <= 9_999; i++) {
      samples.add(i);
    }
    assertThat(MergedLatency.of(List.of(latency(samples))).earnedPercentileNanos(99.9)).isEmpty();
    samples.add(10_000L);
    assertThat(MergedLatency.of(List.of(latency(samples))).earnedPercentileNanos(99.9))
        .isEqualTo(OptionalLong.of(9_991));
  }

  @Test
  void refusesNothingPlainJsonAndAPercentileOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> MergedLatency.of(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> MergedLatency.of(Captured.output("plain-json").completionLatencies(IoKind.READ)))
        .withMessageContaining("json+");
    MergedLatency merged = MergedLatency.of(List.of(latency(List.of(1L))));
    assertThatIllegalArgumentException().isThrownBy(() -> merged.percentileNanos(0));
    assertThatIllegalArgumentException().isThrownBy(() -> merged.percentileNanos(Double.NaN));
  }

  private static List<FioLatency> all(FioOutput output) {
    return Stream.of(IoKind.values())
        .flatMap(kind -> output.completionLatencies(kind).stream())
        .toList();
  }

  private static double shareAtOrBelow(List<FioLatency> parts, long nanos) {
    long total = parts.stream().mapToLong(FioLatency::samples).sum();
    long below =
        parts.stream()
            .flatMap(p -> p.bins().headMap(nanos + 1).values().stream())
            .mapToLong(Long::longValue)
            .sum();
    return (double) below / total;
  }

  private static FioLatency latency(List<Long> samples) {
    TreeMap<Long, Long> bins = new TreeMap<>();
    samples.forEach(s -> bins.merge(s, 1L, Long::sum));
    double mean = samples.stream().mapToLong(Long::longValue).average().orElseThrow();
    double squares = samples.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum();
    double stddev = samples.size() > 1 ? Math.sqrt(squares / (samples.size() - 1)) : 0;
    return new FioLatency(
        bins.firstKey(), bins.lastKey(), mean, stddev, samples.size(), new TreeMap<>(), bins);
  }
}
