package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CopyOnWriteTest {
  /** {@code lsattr} of e2fsprogs 1.47.0, of files on btrfs before and after {@code chattr +C}. */
  @Test
  void readsTheAttributeAndNotThePath() {
    assertThat(CopyOnWrite.nocow("---------------C------ /srv/disk.raw")).isTrue();
    assertThat(CopyOnWrite.nocow("---------------------- /srv/C C/disk.raw")).isFalse();
  }
}
