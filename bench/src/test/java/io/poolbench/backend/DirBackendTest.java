package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DirBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "dir";
  }

  @Override
  Map<String, String> options() {
    return Map.of(
        "filesystem",
        "ext4",
        "format",
        "qcow2",
        "preallocation",
        "metadata",
        "cluster_size",
        "auto",
        "subclusters",
        "on",
        "nocow",
        "off",
        "encryption",
        "luks",
        "l2_cache",
        "1MiB",
        "fill_level",
        "80%",
        "layout",
        "scattered");
  }

  @Override
  Path volumePath() {
    return SITE.mountPoint().resolve("disk.qcow2");
  }

  @Test
  void isMountedBeforeThePoolIsMade() {
    assertThat(backend().preparation(SITE))
        .isEqualTo(new Preparation.MakeFilesystem(Filesystem.EXT4, true));
    assertThat(backend().settings())
        .containsEntry("compat", "1.1")
        .containsEntry("cluster_size", "64KiB")
        .containsEntry("preallocation", "metadata")
        .containsEntry("subclusters", "on")
        .containsEntry("l2_cache", "1024KiB")
        .containsEntry("encryption", "luks");
  }
}
