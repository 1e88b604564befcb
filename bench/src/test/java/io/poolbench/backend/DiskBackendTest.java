package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskBackendTest extends StorageBackendContractTest {
  private static final long FIRST_FREE_SECTOR = 34;

  @Override
  String word() {
    return "disk";
  }

  @Override
  Map<String, String> options() {
    return Map.of();
  }

  @Override
  Path volumePath() {
    return Path.of("/dev/loop7p2");
  }

  private VolumeSource.Created volume(Site site) {
    return (VolumeSource.Created) backend().volumeSource(site);
  }

  @Test
  void beginsThePartitionUnderTestAtOneMebibyte() throws Exception {
    VolumeSource.Created padding = volume(SITE).padding().orElseThrow();
    long paddingBytes = Long.parseLong(text(parse(padding.xml()), "capacity"));
    assertThat(FIRST_FREE_SECTOR * 512 + paddingBytes).isEqualTo(1 << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/loop0, loop0p1, loop0p2",
    "/dev/loop12, loop12p1, loop12p2",
    "/dev/sda, sda1, sda2",
    "/dev/nvme0n1, nvme0n1p1, nvme0n1p2"
  })
  void namesPartitionsAsTheKernelDoes(String device, String padding, String tested) {
    VolumeSource.Created volume = volume(new Site("p", Path.of(device), 1L << 30, Path.of("/mnt")));
    assertThat(volume.padding().orElseThrow().name()).isEqualTo(padding);
    assertThat(volume.name()).isEqualTo(tested);
  }

  @Test
  void overwritesTheDevicesTable() {
    assertThat(backend().pool(SITE).orElseThrow().overwrite()).isTrue();
    assertThat(backend().substrateBytes()).isGreaterThan(DISK.sizeBytes() + (1 << 20));
  }
}
