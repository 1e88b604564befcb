package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FsBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "fs";
  }

  @Override
  Map<String, String> options() {
    return Map.of(
        "filesystem",
        "xfs",
        "format",
        "raw",
        "preallocation",
        "falloc",
        "cluster_size",
        "auto",
        "subclusters",
        "off",
        "nocow",
        "off",
        "encryption",
        "off",
        "l2_cache",
        "auto",
        "fill_level",
        "80%",
        "layout",
        "scattered");
  }

  @Override
  Path volumePath() {
    return SITE.mountPoint().resolve("disk.raw");
  }

  @Test
  void leavesMountingToLibvirtAndBuildsNothingThroughIt() {
    assertThat(backend().preparation(SITE))
        .isEqualTo(new Preparation.MakeFilesystem(Filesystem.XFS, false));
    assertThat(backend().pool(SITE).orElseThrow().overwrite()).isFalse();
    assertThat(backend().description()).isEqualTo("raw image on xfs, filesystem pool");
  }
}
