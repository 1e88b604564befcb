package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On btrfs, overwritten in place. */
class DirBtrfsBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "dir";
  }

  @Override
  Map<String, String> options() {
    Map<String, String> options = new HashMap<>(new DirBackendTest().options());
    options.put("filesystem", "btrfs");
    options.put("nocow", "on");
    return options;
  }

  @Override
  String golden() {
    return "dir-btrfs.xml";
  }

  @Override
  Path volumePath() {
    return SITE.mountPoint().resolve("disk.qcow2");
  }

  @Test
  void isMountedSoThatNothingIsDiscardedInTheBackground() {
    assertThat(backend().preparation(SITE))
        .isEqualTo(new Preparation.MakeFilesystem(Filesystem.BTRFS, true));
    assertThat(Filesystem.BTRFS.mountOptions()).containsExactly("nodiscard");
    assertThat(backend().settings()).containsEntry("nocow", "on");
  }
}
