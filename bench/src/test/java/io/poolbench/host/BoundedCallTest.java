package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BoundedCallTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void givesWhatTheCallGave() throws Exception {
    assertThat(BoundedCall.<String>within(LONG, "reading", () -> "text")).isEqualTo("text");
  }

  @Test
  void leavesACallThatHangsAndNamesIt() {
    CountDownLatch never = new CountDownLatch(1);
    assertThatThrownBy(
            () ->
                BoundedCall.<Integer>within(
                    Duration.ofMillis(50),
                    "reading /dev/sdb",
                    () -> {
                      never.await();
                      return 1;
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("reading /dev/sdb did not return within 0 s");
    never.countDown();
  }

  @Test
  void passesAnErrorOn() {
    IOException error = new IOException("Input/output error");
    assertThatThrownBy(
            () ->
                BoundedCall.<Integer>within(
                    LONG,
                    "reading",
                    () -> {
                      throw error;
                    }))
        .isSameAs(error);
  }
}
