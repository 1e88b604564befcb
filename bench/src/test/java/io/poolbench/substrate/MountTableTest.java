package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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
  void namesTheOptionsThatAreNotInEffect() throws Exception {
    assertThat(Mounts.missing(Path.of("/proc"), List.of("rw", "vers=4.2")))
        .containsExactly("vers=4.2");
    assertThat(Mounts.missing(Path.of("/proc/self"), List.of("rw"))).containsExactly("rw");
  }

  @Test
  void readsThisMachinesMounts() throws Exception {
    assertThat(MountTable.read())
        .extracting(MountTable.Mount::mountPoint)
        .contains(Path.of("/proc"));
  }
}
