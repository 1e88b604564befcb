package io.poolbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2412.4|2,412",
        "999.96|1,000",
        "241.4|241",
        "24.14|24.1",
        "2.414|2.41",
        "0.2414|0.241",
        "0.02414|0.0241",
        "0|0.00",
        "99.97|100",
        "1234567|1,234,567"
      })
  void figuresKeepThreeToFourDigits(double value, String shown) {
    assertThat(Numbers.figure(value)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0.7741,0.774", "1,1.000", "0.99991,0.9999", "12.34,12.3", "0.05,0.0500"})
  void ratiosNeverLookLikeOneWhenTheyAreNot(double value, String shown) {
    assertThat(Numbers.ratio(value)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"-0.2341,0.1,23", "0.0234,0.01,2.3", "0.00234,0.001,0.23", "0.0002,0.1,0.02"})
  void percentagesTakeTheirDigitsFromTheWidthOfTheInterval(
      double difference, double width, String shown) {
    assertThat(Numbers.percent(difference, width)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0.02,2", "0.025,2.5", "0.95,95", "0.1,10", "1,100"})
  void declaredZonesKeepTheirDigits(double fraction, String shown) {
    assertThat(Numbers.plainPercent(fraction)).isEqualTo(shown);
  }
}
