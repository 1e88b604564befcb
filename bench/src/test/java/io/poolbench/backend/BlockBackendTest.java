package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BlockBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "block";
  }

  @Override
  Map<String, String> options() {
    return Map.of();
  }

  @Override
  Path volumePath() {
    return SITE.device();
  }

  @Test
  void putsNothingBetweenTheGuestAndTheDevice() {
    assertThat(backend().pool(SITE)).isEmpty();
    assertThat(backend().preparation(SITE)).isEqualTo(new Preparation.None());
    assertThat(backend().substrateBytes()).isEqualTo(DISK.sizeBytes());
  }
}
