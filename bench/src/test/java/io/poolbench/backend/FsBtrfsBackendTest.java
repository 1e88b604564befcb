package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On btrfs, which libvirt has no pool format for. */
class FsBtrfsBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "fs";
  }

  @Override
  Map<String, String> options() {
    Map<String, String> options = new HashMap<>(new FsBackendTest().options());
    options.put("filesystem", "btrfs");
    return options;
  }

  @Override
  String golden() {
    return "fs-btrfs.xml";
  }

  @Override
  Path volumePath() {
    return SITE.mountPoint().resolve("disk.raw");
  }

  @Test
  void disclosesThatItCopiesOnWrite() {
    assertThat(backend().description()).isEqualTo("raw image on btrfs, filesystem pool");
    assertThat(backend().settings()).containsEntry("nocow", "off");
  }

  @Test
  void hasRoomForAFileWhoseOldExtentsAllStay() {
    assertThat(backend().substrateBytes()).isGreaterThanOrEqualTo(2 * DISK.sizeBytes());
  }
}
