package io.poolbench.fio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FioRateLogsTest {
  static FioRateLogs captured() throws IOException {
    return FioRateLogs.parse(
        Files.readString(Path.of("src/test/resources/io/poolbench/fio/rate-logs.txt")));
  }

  @Test
  void keepsJobsKindsAndRatesApart() throws Exception {
    FioRateLogs logs = captured();

    assertThat(logs.ios()).hasSize(76).extracting(FioRateLogs.Entry::job).containsOnly(0, 1);
    assertThat(logs.ios().get(0)).isEqualTo(new FioRateLogs.Entry(0, 100, IoKind.READ, 510));
    assertThat(logs.ios().get(1)).isEqualTo(new FioRateLogs.Entry(0, 100, IoKind.WRITE, 510));
    assertThat(logs.kibibytes()).hasSize(76);
    assertThat(logs.kibibytes().get(0).rate()).isEqualTo(2040);
  }

  @Test
  void readsAJobThatLoggedNothing() {
    assertThat(FioRateLogs.parse("iops\n\nbw\n\n").ios()).isEmpty();
  }

  @Test
  void saysWhichLineIsNoLogs() {
    assertThatThrownBy(() -> FioRateLogs.parse("iops\n100, 5, 0, 0, 0\nnonsense\n"))
        .isInstanceOf(FioFormatException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("nonsense");
  }
}
