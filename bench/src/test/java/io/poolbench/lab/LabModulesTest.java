package io.poolbench.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabModulesTest {
  /**
   * grep -h -e /ext4.ko -e /dm-thin-pool.ko -e iscsi_tcp.ko modules.dep modules.builtin, shortened.
   */
  private static final List<String> LINES =
      List.of(
          "kernel/drivers/scsi/iscsi_tcp.ko: kernel/drivers/scsi/libiscsi_tcp.ko",
          "kernel/drivers/md/dm-thin-pool.ko.xz: kernel/drivers/md/dm-mod.ko.xz",
          "kernel/fs/ext4/ext4.ko");

  private final LabModules modules = new LabModules(LINES);

  @Test
  void knowsModulesHoweverTheyAreWritten() {
    assertThat(modules.has("dm-thin-pool")).isTrue();
    assertThat(modules.has("dm_thin_pool")).isTrue();
    assertThat(modules.has("iscsi_tcp")).isTrue();
    assertThat(modules.has("ext4")).isTrue();
  }

  @Test
  void doesNotTakeWhatAModuleNeedsForOneOfItsOwnLines() {
    assertThat(modules.has("dm-mod")).isFalse();
    assertThat(modules.has("ext")).isFalse();
  }
}
