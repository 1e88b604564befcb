package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MountInfoTest {
  @Test
  void readsALineWithAnyNumberOfOptionalFields() {
    // grep -e ' / ' -e usb -e data /proc/self/mountinfo
    assertThat(MountInfo.parse("27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard"))
        .contains(new MountInfo("254:0", "/", "ext4", "/dev/vda"));
    assertThat(
            MountInfo.parse(
                "61 27 0:38 / /mnt/data rw shared:31 master:2 - btrfs /dev/sdb rw,subvol=/"))
        .contains(new MountInfo("0:38", "/mnt/data", "btrfs", "/dev/sdb"));
  }

  @Test
  void readsBlanksAndBackslashesOfAPath() {
    assertThat(MountInfo.parse("9 1 8:1 / /mnt/my\\040disk\\134x rw - ext4 /dev/sd\\011a rw"))
        .contains(new MountInfo("8:1", "/mnt/my disk\\x", "ext4", "/dev/sd\ta"));
  }

  @Test
  void passesOverLinesOfAnotherForm() {
    assertThat(MountInfo.parse("")).isEmpty();
    assertThat(MountInfo.parse("27 1 254:0 / / rw,relatime")).isEmpty();
    assertThat(MountInfo.parse("27 1 254:0 / / rw -")).isEmpty();
  }
}
