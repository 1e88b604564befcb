package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogicalLayoutTest {
  private static final long MIB = 1L << 20;

  private static LogicalLayout linear(long diskMib, boolean snapshot, long chunkKib) {
    return new LogicalLayout(diskMib * MIB, false, snapshot, chunkKib << 10);
  }

  private static LogicalLayout thin(long diskMib, boolean snapshot, long chunkKib) {
    return new LogicalLayout(diskMib * MIB, true, snapshot, chunkKib << 10);
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "64, 64", "65, 68"})
  void roundsAVolumeUpToWholeExtents(long diskMib, long volumeMib) {
    assertThat(linear(diskMib, false, 0).volumeBytes()).isEqualTo(volumeMib * MIB);
  }

  /**
   * At least what lvcreate (2.03.16) called the maximum usable size when it was given more: {@code
   * lvcreate -s -c 4k -L 80m} of 64 MiB 68 MiB, {@code -L 1400m} of 1 GiB {@code <1.01 GiB}.
   */
  @ParameterizedTest
  @CsvSource({"64, 4, 68", "64, 0, 68", "64, 512, 68", "1024, 4, 1032", "1024, 16, 1028"})
  void givesASnapshotAllItCanEverUse(long diskMib, long chunkKib, long storeMib) {
    assertThat(linear(diskMib, true, chunkKib).snapshotBytes()).isEqualTo(storeMib * MIB);
  }

  @Test
  void givesAThinPoolRoomForEveryCopy() {
    assertThat(thin(64, false, 0).poolBytes()).isEqualTo(64 * MIB);
    assertThat(thin(64, true, 0).poolBytes()).isEqualTo(128 * MIB);
  }

  @ParameterizedTest
  @CsvSource({"64, 0, 4", "65536, 0, 64", "1048576, 0, 128", "1048576, 64, 1024"})
  void sizesMetadataAsLvmDoes(long diskMib, long chunkKib, long metadataMib) {
    assertThat(thin(diskMib, false, chunkKib).metadataBytes()).isEqualTo(metadataMib * MIB);
  }

  @Test
  void asksForAllOfItOnTheSubstrate() {
    assertThat(linear(64, false, 0).substrateBytes()).isEqualTo((1 + 64 + 4) * MIB);
    assertThat(linear(64, true, 0).substrateBytes()).isEqualTo((1 + 64 + 68 + 4) * MIB);
    assertThat(thin(64, true, 0).substrateBytes()).isEqualTo((1 + 128 + 2 * 4 + 4) * MIB);
  }
}
