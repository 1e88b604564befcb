package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.poolbench.host.CommandException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Captured from lvm2 2.03.16: {@code lvs --all --noheadings --nosuffix --units b --separator '|'
 * --options lv_name,segtype,lv_attr,stripes,chunk_size,zero,discards,origin,pool_lv,data_percent,
 * metadata_percent,lv_health_status,seg_pe_ranges GROUP} and {@code pvs --noheadings --nosuffix
 * --units b --separator '|' --options pe_start,vg_extent_size DEVICE}.
 */
class LogicalVolumesTest {
  private static final String START = "  1048576|4194304\n";

  private static final String LINEAR_WITH_SNAPSHOT =
      """
        disk|linear|owi-a-s---|1|0|unknown|||||||/dev/loop0:0-15
        snap|linear|swi-a-s---|1|4096|unknown||disk||5.77|||/dev/loop0:16-32
      """;

  private static final String THIN_WITH_SNAPSHOT =
      """
        disk|thin|Vwi-a-tz--|0|0|zero|passdown||pool|100.00|||
        [lvol0_pmspare]|linear|ewi-------|1|0|unknown|||||||/dev/loop0:0-0
        pool|thin-pool|twi-aotz--|1|65536|zero|passdown|||57.81|12.11||pool_tdata:0-31
        [pool_tdata]|linear|Twi-ao----|1|0|unknown|||||||/dev/loop0:1-32
        [pool_tmeta]|linear|ewi-ao----|1|0|unknown|||||||/dev/loop0:33-33
        snap|thin|Vwi-a-tz--|0|0|zero|passdown|disk|pool|100.00|||
      """;

  private static LogicalVolumes.Volume disk(LogicalVolumes all) {
    return all.named("disk").orElseThrow();
  }

  @Test
  void tellsALinearVolumeAndWhereItBegins() {
    LogicalVolumes all = LogicalVolumes.parse(LINEAR_WITH_SNAPSHOT, START);

    assertThat(LogicalVolumeFacts.of(all, disk(all), 0))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "LV type", "linear",
                "LV attributes", "owi-a-s---",
                "LV stripes", "1",
                "VG extent size", "4096 KiB",
                "volume begins at byte", "1048576"));
  }

  @Test
  void countsFromTheDisksBeginningWhereTheDeviceIsAPartition() {
    LogicalVolumes all = LogicalVolumes.parse(LINEAR_WITH_SNAPSHOT, START);

    assertThat(LogicalVolumeFacts.of(all, disk(all), 17408))
        .containsEntry("volume begins at byte", String.valueOf(1048576 + 17408));
  }

  @Test
  void tellsAThinVolumesPoolAndWhereItsDataBegins() {
    LogicalVolumes all = LogicalVolumes.parse(THIN_WITH_SNAPSHOT, START);

    assertThat(LogicalVolumeFacts.of(all, disk(all), 0))
        .containsEntry("LV type", "thin")
        .containsEntry("LV stripes", "1")
        .containsEntry("volume begins at byte", String.valueOf(1048576 + 4194304))
        .containsEntry("thin pool chunk size", "64 KiB")
        .containsEntry("thin pool zeroes new chunks", "yes")
        .containsEntry("thin pool discards", "passdown");
  }

  @Test
  void tellsHowFullASnapshotIs() {
    LogicalVolumes all = LogicalVolumes.parse(LINEAR_WITH_SNAPSHOT, START);

    assertThat(LogicalVolumeFacts.fill(all, disk(all), "now"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("snapshot chunk size", "4 KiB", "snapshot filled now", "5.77 %"));
  }

  @Test
  void tellsHowFullAThinPoolIs() {
    LogicalVolumes all = LogicalVolumes.parse(THIN_WITH_SNAPSHOT, START);

    assertThat(LogicalVolumeFacts.fill(all, disk(all), "now"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "thin volume mapped now", "100.00 %",
                "thin pool data filled now", "57.81 %",
                "thin pool metadata filled now", "12.11 %"));
  }

  @Test
  void refusesASnapshotThatBecameInvalid() {
    LogicalVolumes all =
        LogicalVolumes.parse(LINEAR_WITH_SNAPSHOT.replace("swi-a-s---", "swi-I-s---"), START);

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> LogicalVolumeFacts.fill(all, disk(all), "now"))
        .withMessageContaining("the snapshot became invalid");
  }

  @Test
  void refusesAThinPoolThatRanFull() {
    LogicalVolumes all =
        LogicalVolumes.parse(
            THIN_WITH_SNAPSHOT.replace("57.81|12.11|", "100.00|12.11|out_of_data"), START);

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> LogicalVolumeFacts.fill(all, disk(all), "now"))
        .withMessageContaining("out_of_data");
  }

  @Test
  void refusesWhatItCannotRead() {
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> LogicalVolumes.parse("disk|linear\n", START));
    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> LogicalVolumes.parse(LINEAR_WITH_SNAPSHOT, "1.00m|4.00m"));
  }

  @Test
  void knowsAGroupsMappedVolumesFromThoseOfOneThatBeginsAlike() {
    assertThat(MappedVolumes.belongs("poolbench--a-disk", "poolbench-a")).isTrue();
    assertThat(MappedVolumes.belongs("poolbench--a-pool_tdata", "poolbench-a")).isTrue();
    assertThat(MappedVolumes.belongs("poolbench--a--b-disk", "poolbench-a")).isFalse();
    assertThat(MappedVolumes.belongs("poolbench--ab-disk", "poolbench-a")).isFalse();
    assertThat(MappedVolumes.belongs("poolbench--a-", "poolbench-a")).isFalse();
  }
}
