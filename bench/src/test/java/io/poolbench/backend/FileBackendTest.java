package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "file";
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
        "auto",
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
  void makesARawImageWithNoOptionOfQcow2() {
    Map<String, String> raw = new HashMap<>(options());
    raw.putAll(Map.of("format", "raw", "preallocation", "falloc", "subclusters", "off"));
    raw.putAll(Map.of("filesystem", "btrfs", "nocow", "on", "encryption", "off"));

    StorageBackend backend = FileBackend.KIND.factory().create("raw", DISK, raw);

    assertThat(((VolumeSource.Commanded) backend.volumeSource(SITE)).commands())
        .flatExtracting(HostCommand::words)
        .containsSequence(List.of("-f", "raw", "-o", "preallocation=falloc,nocow=on"))
        .endsWith(SITE.mountPoint() + "/disk.raw", String.valueOf(DISK.sizeBytes()));
  }
}
