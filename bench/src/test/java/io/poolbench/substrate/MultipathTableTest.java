package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.host.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as dmsetup(8) prints them of Linux 6.1. */
class MultipathTableTest {
  @Test
  void readsAMapOfTwoPathsInOneGroup() {
    assertThat(
            MultipathTable.parse("0 393216 multipath 0 0 1 1 service-time 0 2 2 8:0 1 1 8:16 1 1")
                .facts())
        .containsEntry("multipath paths", "2")
        .containsEntry("multipath groups", "1")
        .containsEntry("multipath selector", "service-time")
        .containsEntry("multipath features", "none");
  }

  @Test
  void readsWhatMultipathdMakesOfAnArrayWithTwoControllers() {
    assertThat(
            MultipathTable.parse(
                    "0 209715200 multipath 1 queue_if_no_path 1 alua 2 1 service-time 0 2 2 8:16 1 1"
                        + " 8:48 1 1 round-robin 0 1 1 8:32 1")
                .facts())
        .containsEntry("multipath paths", "3")
        .containsEntry("multipath groups", "2")
        .containsEntry("multipath selector", "service-time, round-robin")
        .containsEntry("multipath features", "queue_if_no_path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0 393216 linear 8:0 0",
        "",
        "0 393216 multipath 0 0 1 1 service-time 0 2 2 8:0",
        "0 393216 multipath x"
      })
  void refusesWhatIsNoSuchMap(String line) {
    assertThatThrownBy(() -> MultipathTable.parse(line)).isInstanceOf(CommandException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0 393216 multipath 2 0 0 0 1 1 A 0 2 2 8:0 A 0 0 1 8:16 A 0 0 1, 2",
    "0 393216 multipath 2 0 1 0 1 1 A 0 2 2 8:0 F 1 0 1 8:16 A 0 0 1, 1",
    "0 393216 multipath 2 0 1 0 1 1 E 0 2 2 8:0 F 1 0 1 8:16 F 1 0 1, 0",
    "0 393216 multipath 2 0 0 0 1 1 A 0 1 0 8:0 A 0, 1"
  })
  void countsThePathsThatHaveNotFailed(String status, int active) {
    assertThat(MultipathTable.active(status)).isEqualTo(active);
  }
}
