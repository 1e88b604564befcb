package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void isFilteredInByTheBuild() {
    assertThat(Version.number()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(new Version().getVersion()).containsExactly("poolbench " + Version.number());
  }
}
