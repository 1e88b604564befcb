package io.poolbench.fio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FioUnitsTest {
  @ParameterizedTest
  @CsvSource({
    "4096,4096",
    "4k,4096",
    "4K,4096",
    "4kb,4096",
    "4ki,4096",
    "1m,1048576",
    "2g,2147483648",
    "1t,1099511627776",
    "0,0"
  })
  void readsSizesInPowersOf1024(String text, long bytes) {
    assertThat(FioUnits.sizeBytes(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "k", "4x", "-4k", "4 k", "4b", "4.5k", "0x10", "99999999p", "(4*1024)"})
  void refusesWhatIsNoSize(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FioUnits.sizeBytes(text))
        .withMessageContaining("expected a size such as");
  }

  @Test
  void refusesMiBBecauseFioReadsItInPowersOf1000() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FioUnits.sizeBytes("1MiB"))
        .withMessageContaining("powers of 1000")
        .withMessageContaining("write 1m");
  }

  @ParameterizedTest
  @CsvSource({
    "30,PT30S",
    "30s,PT30S",
    "5m,PT5M",
    "500ms,PT0.5S",
    "1h,PT1H",
    "1d,PT24H",
    "7us,PT0.000007S",
    "30S,PT30S",
    "2msec,PT0.002S"
  })
  void readsTimes(String text, Duration time) {
    assertThat(FioUnits.duration(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1", "1.5s", "30min", "30sec", "999999999999999999d"})
  void refusesWhatIsNoTime(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FioUnits.duration(text))
        .withMessageContaining("expected a time such as");
  }

  @Test
  void saysTheRangeOfACount() {
    assertThat(FioUnits.count("7", 1, 8)).isEqualTo(7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FioUnits.count("0", 1, 8))
        .withMessage("expected a whole number from 1 to 8, found '0'");
    assertThatIllegalArgumentException().isThrownBy(() -> FioUnits.count("x", 1, 8));
  }
}
