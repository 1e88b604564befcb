package io.poolbench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialDesignTest {
  private static final List<Integer> LOOKS = List.of(4, 6, 8, 10);

  /** Critical t at 5 % for 4 to 10 values. */
  private static final double[] FULL =
      IntStream.rangeClosed(4, 10)
          .mapToDouble(n -> StudentT.twoSidedQuantile(n - 1, 0.95))
          .toArray();

  @ParameterizedTest
  @ValueSource(doubles = {1e-12, 1e-6, 0.001, 0.05, 0.5, 0.999})
  void aSingleLookAtTheEndChangesNothing(double alpha) {
    SequentialDesign design = SequentialDesign.of(List.of(7), 7);

    assertThat(design.nominal(0, alpha) / alpha).isCloseTo(1, within(0.005));
    assertThat(design.overall(0, alpha) / alpha).isCloseTo(1, within(0.005));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-4, 0.01, 0.05, 0.3})
  void nominalAndOverallAreEachOthersInverse(double alpha) {
    SequentialDesign design = SequentialDesign.of(LOOKS, 10);

    for (int look = 0; look < LOOKS.size(); look++) {
      double nominal = design.nominal(look, alpha);
      assertThat(nominal).isPositive().isLessThan(alpha);
      assertThat(design.overall(look, nominal) / alpha).isCloseTo(1, within(1e-9));
    }
  }

  /** Known: at the first look what is spent is tested; it is the square of 0.4 of 5 %. */
  @Test
  void theFirstLookTestsAtWhatIsSpentByThen() {
    SequentialDesign design = SequentialDesign.of(LOOKS, 10);

    assertThat(design.nominal(0, 0.05)).isCloseTo(0.05 * 0.16, within(0.00006));
  }

  @ParameterizedTest
  @CsvSource({"0.05, 0.0015", "0.01, 0.0006"})
  void allLooksTogetherErrAsDeclared(double alpha, double tolerance) {
    assertThat(errors(LOOKS, alpha, 200_000)).isCloseTo(alpha, within(tolerance));
    assertThat(errors(List.of(3, 5, 7, 9, 10), alpha, 200_000)).isCloseTo(alpha, within(tolerance));
    assertThat(errors(List.of(5, 9, 13, 17, 20), alpha, 100_000))
        .isCloseTo(alpha, within(1.5 * tolerance));
  }

  /** What docs/statistics.md says of looks that pay nothing. */
  @Test
  void looksAtTheFullLevelErrFarMoreOften() {
    Random random = new Random(3);
    int samples = 200_000;
    int wrong = 0;
    for (int s = 0; s < samples; s++) {
      double sum = 0;
      double squares = 0;
      boolean crossed = false;
      for (int n = 1; n <= 10; n++) {
        double x = random.nextGaussian();
        sum += x;
        squares += x * x;
        double variance = (squares - sum * sum / n) / (n - 1);
        crossed |= n >= 4 && Math.abs(sum / n) > FULL[n - 4] * Math.sqrt(variance / n);
      }
      wrong += crossed ? 1 : 0;
    }
    assertThat((double) wrong / samples).isCloseTo(0.145, within(0.003));
  }

  @Test
  void looksThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> SequentialDesign.of(List.of(2, 4), 4))
        .hasMessageContaining("at 3 values");
    assertThatThrownBy(() -> SequentialDesign.of(List.of(4, 4), 4))
        .hasMessageContaining("increase");
    assertThatThrownBy(() -> SequentialDesign.of(List.of(4, 6), 5)).hasMessageContaining("beyond");
    assertThatThrownBy(() -> SequentialDesign.of(List.of(), 5)).hasMessageContaining("[]");
  }

  /** Share of samples without any effect of which some look says that there is one. */
  private static double errors(List<Integer> looks, double alpha, int samples) {
    int most = looks.get(looks.size() - 1);
    SequentialDesign design = SequentialDesign.of(looks, most);
    double[] criticals = new double[looks.size()];
    for (int k = 0; k < criticals.length; k++) {
      criticals[k] = StudentT.twoSidedQuantile(looks.get(k) - 1, 1 - design.nominal(k, alpha));
    }
    Random random = new Random(7);
    int wrong = 0;
    for (int s = 0; s < samples; s++) {
      List<Double> values = new ArrayList<>();
      boolean crossed = false;
      double sum = 0;
      double squares = 0;
      for (int k = 0; k < criticals.length; k++) {
        while (values.size() < looks.get(k)) {
          double x = random.nextGaussian();
          values.add(x);
          sum += x;
          squares += x * x;
        }
        int n = values.size();
        double variance = (squares - sum * sum / n) / (n - 1);
        crossed |= Math.abs(sum / n) > criticals[k] * Math.sqrt(variance / n);
      }
      wrong += crossed ? 1 : 0;
    }
    return (double) wrong / samples;
  }
}
