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

  private static LogicalLayout over(int stripes, boolean thin, boolean snapshot, long cacheMib) {
    LogicalCache cache = cacheMib == 0 ? LogicalCache.OFF : LogicalCache.WRITEBACK;
    return new LogicalLayout(
        64 * MIB, thin, snapshot, 0, stripes, 64L << 10, cache, cacheMib * MIB);
  }

  @ParameterizedTest
  @CsvSource({"2, 64", "3, 72", "5, 80"})
  void roundsAVolumeUpToAnExtentOfEachDevice(int stripes, long volumeMib) {
    assertThat(over(stripes, false, false, 0).volumeBytes()).isEqualTo(volumeMib * MIB);
  }

  /** lvcreate (2.03.16) made a store of 68 MiB over two devices one of 72 MiB. */
  @Test
  void spreadsASnapshotsStoreAndAPoolAsItDoesTheVolume() {
    assertThat(over(2, false, true, 0).snapshotBytes()).isEqualTo(72 * MIB);
    assertThat(over(2, true, true, 0).poolBytes()).isEqualTo(128 * MIB);
  }

  @Test
  void asksEachDeviceForItsShareAndTheLastForTheCache() {
    LogicalLayout striped = over(2, false, false, 0);
    assertThat(striped.substrateBytes()).isEqualTo((1 + 32 + 4) * MIB);
    assertThat(striped.furtherBytes()).containsExactly((1 + 32 + 4) * MIB);
    assertThat(over(1, false, false, 64).furtherBytes()).containsExactly((1 + 64 + 4) * MIB);
    assertThat(over(2, false, false, 64).furtherBytes())
        .containsExactly((1 + 32 + 4) * MIB, (1 + 64 + 4) * MIB);
    assertThat(over(2, true, true, 0).furtherBytes()).containsExactly((1 + 64 + 2 * 4 + 4) * MIB);
    assertThat(linear(64, true, 0).furtherBytes()).isEmpty();
  }

  @Test
  void asksForAllOfItOnTheSubstrate() {
    assertThat(linear(64, false, 0).substrateBytes()).isEqualTo((1 + 64 + 4) * MIB);
    assertThat(linear(64, true, 0).substrateBytes()).isEqualTo((1 + 64 + 68 + 4) * MIB);
    assertThat(thin(64, true, 0).substrateBytes()).isEqualTo((1 + 128 + 2 * 4 + 4) * MIB);
  }
}
