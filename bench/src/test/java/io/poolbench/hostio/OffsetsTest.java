package io.poolbench.hostio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetsTest {
  private static final int BLOCKS = 100;

  private static Offsets of(Jobs jobs, int thread) {
    return Offsets.of(
        new Request(jobs.job(), Path.of("/dev/x"), (long) BLOCKS * Jobs.BLOCK + 17), thread);
  }

  private static long[] many(Offsets offsets, int count) {
    return LongStream.generate(offsets::next).limit(count).toArray();
  }

  @Test
  void randomOnesHitEachWholeBlockAboutEquallyOften() {
    int[] hits = new int[BLOCKS];
    for (long offset : many(of(Jobs.READS, 0), 1_000_000)) {
      assertThat(offset % Jobs.BLOCK).isZero();
      hits[(int) (offset / Jobs.BLOCK)]++;
    }
    double chiSquared = 0;
    for (int hit : hits) {
      chiSquared += Math.pow(hit - 10_000, 2) / 10_000;
    }
    // 99 degrees of freedom: the 0.0005 and 0.9995 quantiles
    assertThat(chiSquared).isBetween(57.0, 150.0);
  }

  @Test
  void aSeedGivesTheSameOffsetsAndEachThreadItsOwn() {
    assertThat(many(of(Jobs.READS, 0), 50)).isEqualTo(many(of(Jobs.READS, 0), 50));
    assertThat(many(of(Jobs.READS, 0), 50)).isNotEqualTo(many(of(Jobs.READS, 1), 50));
  }

  @Test
  void sequentialOnesFollowEachOtherInTheThreadsOwnPartAndBeginAgain() {
    Offsets second = of(Jobs.READS.sequential().threads(3), 1);

    long[] offsets = many(second, 34);

    assertThat(offsets[0]).isEqualTo(33L * Jobs.BLOCK);
    assertThat(offsets[1]).isEqualTo(34L * Jobs.BLOCK);
    assertThat(offsets[32]).isEqualTo(65L * Jobs.BLOCK);
    assertThat(offsets[33]).isEqualTo(offsets[0]);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30, 99, 100})
  void aShareIsKept(int percent) {
    Offsets offsets = of(Jobs.READS, 0);
    long hits = LongStream.range(0, 200_000).filter(i -> offsets.chance(percent)).count();

    if (percent == 0 || percent == 100) {
      assertThat(hits).isEqualTo(percent * 2_000L);
    } else {
      assertThat(hits / 2_000.0).isCloseTo(percent, within(0.5));
    }
  }

  @Test
  void unitsAreUniformAndNeverZero() {
    Offsets offsets = of(Jobs.READS, 0);
    double sum = 0;
    for (int i = 0; i < 100_000; i++) {
      double unit = offsets.unit();
      assertThat(unit).isGreaterThan(0).isLessThanOrEqualTo(1);
      sum += unit;
    }
    assertThat(sum / 100_000).isCloseTo(0.5, within(0.005));
  }
}
