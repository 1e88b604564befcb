package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the lab's own RAM disk. */
class ScsiBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "scsi";
  }

  @Override
  Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    options.put("adapter", "lab");
    options.put("unique_id", "");
    options.put("serial", "");
    options.put("wwn", "");
    return options;
  }

  @Override
  Path volumePath() {
    return Path.of("/dev/disk/by-id/wwn-0x3333333000007d0");
  }

  @Test
  void ownsTheOneLunOfAnAdapterThatIsMadeForIt() {
    assertThat(backend().volumeSource(SITE))
        .isEqualTo(new VolumeSource.Existing("unit:0:0:0", true));
    assertThat(backend().requirements()).hasAtLeastOneElementOfType(Requirement.Lab.class);
  }

  @Test
  void isKeptInMemoryAndSaysSo() {
    assertThat(backend().isOnSubstrate()).isFalse();
    assertThat(backend().bytesEnd()).isEqualTo(BytesEnd.MEMORY);
    assertThat(backend().durability()).isEqualTo(Durability.MEMORY);
    assertThat(backend().description()).contains("RAM disk of scsi_debug", "not for speed");
    assertThat(backend().settings()).containsKey("RAM disk of scsi_debug");
  }
}
