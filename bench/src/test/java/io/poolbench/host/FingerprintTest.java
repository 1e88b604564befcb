package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void readsTheFactsThatBearOnFiguresAndNoEmptyOnes() {
    Map<String, String> facts = Fingerprint.read(Map.of("libvirt", "9.0.0")).facts();
    assertThat(facts)
        .containsEntry("libvirt", "9.0.0")
        .containsKeys(
            "processor",
            "memory",
            "kernel",
            "mitigations",
            "JDK",
            "load at start",
            "disturbances at start");
    assertThat(facts.values()).allSatisfy(value -> assertThat(value).isNotBlank());
    assertThat(facts.get("kernel")).isEqualTo(System.getProperty("os.version"));
  }
}
