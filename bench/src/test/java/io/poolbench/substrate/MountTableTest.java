package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountTableTest {
  @Test
  void decodesBlanksAndBackslashesOfAPath() {
    assertThat(MountTable.parse("/dev/loop0 /srv/my\\040disk\\134x\\011y ext4 rw,relatime 0 0"))
        .isEqualTo(
            new MountTable.Mount(
                Path.of("/srv/my disk\\x\ty"), "/dev/loop0", "ext4", "rw,relatime"));
  }

  @Test
  void readsThisMachinesMounts() throws Exception {
    assertThat(MountTable.read())
        .extracting(MountTable.Mount::mountPoint)
        .contains(Path.of("/proc"));
  }
}
