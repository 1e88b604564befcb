package io.poolbench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VolumeSecretTest {
  /** QEMU 7.2's words. */
  private static final String UNTIMED = "qemu-img: disk.qcow2: Unable to get accurate CPU usage";

  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void makesAVolumeAgainWhereQemuCouldNotTimeItsKey() throws Exception {
    assertThat(VolumeSecret.timed(() -> failing(UNTIMED, 2))).isEqualTo(3);
  }

  @Test
  void givesUpAfterFiveAttempts() {
    assertThatThrownBy(() -> VolumeSecret.timed(() -> failing(UNTIMED, 100))).hasMessage(UNTIMED);
    assertThat(attempts).hasValue(5);
  }

  @Test
  void failsAtOnceForAnyOtherReason() {
    assertThatThrownBy(() -> VolumeSecret.timed(() -> failing("no space left", 1)))
        .hasMessage("no space left");
    assertThat(attempts).hasValue(1);
  }

  private int failing(String words, int times) {
    int attempt = attempts.incrementAndGet();
    if (attempt <= times) {
      throw new IllegalStateException(words);
    }
    return attempt;
  }
}
