package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** GlusterFS by libgfapi, from the lab's own server. */
class GlusterLabBackendTest extends StorageBackendContractTest {
  static Map<String, String> defaultsWith(Map<String, String> given) {
    Map<String, String> options = new HashMap<>();
    for (BackendKind.Option option : GlusterBackend.KIND.options()) {
      options.put(option.key(), option.defaultWord());
    }
    options.putAll(given);
    return options;
  }

  @Override
  String word() {
    return "gluster";
  }

  @Override
  Map<String, String> options() {
    return defaultsWith(
        Map.of(
            "format", "qcow2",
            "filesystem", "xfs",
            "subclusters", "on",
            "preallocation", "metadata",
            "l2_cache", "1MiB"));
  }

  @Override
  Path volumePath() {
    return Path.of("unused");
  }

  @Test
  void servesAFilesystemOfTheSubstrateAsTheSameVolumeThatIsMounted() {
    assertThat(backend().preparation(SITE))
        .isEqualTo(
            new Preparation.Share(
                Filesystem.XFS,
                Path.of("/srv/poolbench"),
                new Preparation.Server.Gluster("127.0.1.1", "poolbench")));
    assertThat(backend().description())
        .isEqualTo("qcow2 image over GlusterFS by libgfapi from xfs, gluster pool");
    assertThat(backend().durability()).isEqualTo(Durability.SERVER);
  }

  @Test
  void namesTheImageForQemuImgAsForQemu() {
    assertThat(((VolumeSource.Remote) backend().volumeSource(SITE)).name()).isEqualTo("disk.qcow2");
    assertThat(backend().diskSource(SITE, new Volume(Optional.empty(), ImageFormat.RAW, 1)))
        .extracting(DiskSource::image)
        .isEqualTo(Optional.of("gluster://127.0.1.1:24007/poolbench/disk.qcow2"));
  }

  @Test
  void needsQemusAndLibvirtsOwnDriversAndTheLabsServer() {
    assertThat(backend().requirements())
        .contains(
            new Requirement.PoolType("gluster"),
            new Requirement.QemuDriver("gluster", "qemu-block-extra"))
        .hasAtLeastOneElementOfType(Requirement.LabServer.class);
  }
}
