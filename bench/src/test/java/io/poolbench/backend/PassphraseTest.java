package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PassphraseTest {
  @Test
  void isAnotherOneEachTime() {
    assertThat(Passphrase.random().text()).isNotEqualTo(Passphrase.random().text());
  }

  @Test
  void isLongEnoughFor256BitsAndOneWordOnAnyCommandsInput() {
    assertThat(Passphrase.random().text()).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void doesNotGetIntoMessages() {
    Passphrase passphrase = Passphrase.random();
    assertThat("the volume has " + passphrase).doesNotContain(passphrase.text());
  }
}
