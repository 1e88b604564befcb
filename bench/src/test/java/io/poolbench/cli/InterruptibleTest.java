package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InterruptibleTest {
  @Test
  void givesBackWhatTheWorkGives() throws Exception {
    assertThat(Interruptible.run(() -> "done")).isEqualTo("done");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void passesOnWhatTheWorkThrows() {
    assertThatThrownBy(
            () ->
                Interruptible.run(
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
  }
}
