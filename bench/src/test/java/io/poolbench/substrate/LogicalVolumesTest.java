package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.poolbench.host.CommandException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Captured from lvm2 2.03.16: {@code lvs --all --noheadings --nosuffix --units b --separator '|'
 * --options lv_name,segtype,lv_attr,stripes,chunk_size,zero,discards,origin,pool_lv,data_percent,
 * metadata_percent,lv_health_status,seg_pe_ranges,stripe_size,cache_mode,…,writecache_block_size
 * GROUP} and {@code pvs --noheadings --nosuffix --units b --separator '|' --options
 * pe_start,vg_extent_size DEVICE}.
 */
class LogicalVolumesTest {
  private static final String START = "  1048576|4194304\n";

  private static final String LINEAR_WITH_SNAPSHOT =
      """
        disk|linear|owi-a-s---|1|0|unknown|||||||/dev/loop0:0-15|0|||||||||||-1
        snap|linear|swi-a-s---|1|4096|unknown||disk||5.77|||/dev/loop0:16-32|0|||||||||||-1
      """;

  private static final String THIN_WITH_SNAPSHOT =
      """
        disk|thin|Vwi-a-tz--|0|0|zero|passdown||pool|100.00||||0|||||||||||-1
        [lvol0_pmspare]|linear|ewi-------|1|0|unknown|||||||/dev/loop0:0-0|0|||||||||||-1
        pool|thin-pool|twi-aotz--|1|65536|zero|passdown|||57.81|12.11||pool_tdata:0-31|0|||||||||||-1
        [pool_tdata]|linear|Twi-ao----|1|0|unknown|||||||/dev/loop0:1-32|0|||||||||||-1
        [pool_tmeta]|linear|ewi-ao----|1|0|unknown|||||||/dev/loop0:33-33|0|||||||||||-1
        snap|thin|Vwi-a-tz--|0|0|zero|passdown|disk|pool|100.00||||0|||||||||||-1
      """;

  private static final String STRIPED_THIN =
      """
        disk|thin|Vwi-a-tz--|0|0|zero|passdown||pool|0.00||||0|||||||||||-1
        [lvol0_pmspare]|linear|ewi-------|1|0|unknown|||||||/dev/loop0:0-0|0|||||||||||-1
        pool|thin-pool|twi-aotz--|1|65536|zero|passdown|||0.00|10.94||pool_tdata:0-15|0|||||||||||-1
        [pool_tdata]|striped|Twi-ao----|2|0|unknown|||||||/dev/loop0:1-8 /dev/loop1:0-7|65536|||||||||||-1
        [pool_tmeta]|linear|ewi-ao----|1|0|unknown|||||||/dev/loop2:0-0|0|||||||||||-1
      """;

  private static final String CACHED =
      """
        [cache_cvol]|linear|Cwi-aoC---|1|0|unknown|||||||/dev/loop1:0-15|0|||||||||||-1
        disk|cache|Cwi-a-C---|1|65536|unknown||[disk_corig]|[cache_cvol]|26.45|0.63||disk_corig:0-15|0|writethrough|896|237|0|176|528|1|959|||-1
        [disk_corig]|linear|owi-aoC---|1|0|unknown|||||||/dev/loop0:0-15|0|||||||||||-1
      """;

  private static final String WRITECACHE =
      """
        [cache_cvol]|linear|Cwi-aoC---|1|0|unknown|||||||/dev/loop2:0-15|0|||||||||||-1
        disk|writecache|Cwi-aoC---|1|0|unknown||[disk_wcorig]|[cache_cvol]|43.92|||disk_wcorig:0-15|0|||||||||16320|9152|4096
        [disk_wcorig]|striped|owi-aoC---|2|0|unknown|||||||/dev/loop0:0-7 /dev/loop1:0-7|65536|||||||||||-1
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
                "LV cache", "off",
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
  void tellsTheStripesOfWhatHoldsAThinVolumesData() {
    LogicalVolumes all = LogicalVolumes.parse(STRIPED_THIN, START);

    assertThat(LogicalVolumeFacts.of(all, disk(all), 0))
        .containsEntry("LV type", "thin")
        .containsEntry("LV stripes", "2")
        .containsEntry("LV stripe size", "64KiB")
        .containsEntry("thin pool chunk size", "64 KiB");
  }

  @Test
  void tellsACacheAndHowOftenItServed() {
    LogicalVolumes all = LogicalVolumes.parse(CACHED, START);

    assertThat(LogicalVolumeFacts.of(all, disk(all), 0))
        .containsEntry("LV type", "cache")
        .containsEntry("LV cache", "writethrough")
        .containsEntry("LV cache block size", "64 KiB")
        .containsEntry("LV stripes", "1")
        .containsEntry("volume begins at byte", "1048576")
        .doesNotContainKeys("LV stripe size", "thin pool chunk size");
    assertThat(LogicalVolumeFacts.fill(all, disk(all), "now"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "LV cache used now", "237 of 896 blocks",
                "LV cache dirty now", "0 blocks",
                "LV cache read hits now", "176, misses 528",
                "LV cache write hits now", "1, misses 959"));
  }

  @Test
  void tellsACacheOfWritesAndTheStripesBelowIt() {
    LogicalVolumes all = LogicalVolumes.parse(WRITECACHE, START);

    assertThat(LogicalVolumeFacts.of(all, disk(all), 0))
        .containsEntry("LV type", "writecache")
        .containsEntry("LV cache", "writecache")
        .containsEntry("LV cache block size", "4 KiB")
        .containsEntry("LV stripes", "2")
        .containsEntry("LV stripe size", "64KiB");
    assertThat(LogicalVolumeFacts.fill(all, disk(all), "now"))
        .containsExactlyEntriesOf(Map.of("LV cache free now", "9152 of 16320 blocks"));
  }

  @Test
  void refusesACacheThatIsUnwell() {
    LogicalVolumes all =
        LogicalVolumes.parse(CACHED.replace("|26.45|0.63||", "|26.45|0.63|failed|"), START);

    assertThatExceptionOfType(CommandException.class)
        .isThrownBy(() -> LogicalVolumeFacts.fill(all, disk(all), "now"))
        .withMessageContaining("failed");
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
