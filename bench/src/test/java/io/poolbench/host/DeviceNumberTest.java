package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DeviceNumberTest {
  @Test
  void takesLargeNumbersApart() {
    // python3 -c 'import os; print(hex(os.makedev(259, 4097)), hex(os.makedev(5000, 1048577)))'
    assertThat(DeviceNumber.words(0x810)).isEqualTo("8:16");
    assertThat(DeviceNumber.words(0x1010301L)).isEqualTo("259:4097");
    assertThat(DeviceNumber.words(0x100100038801L)).isEqualTo("5000:1048577");
  }

  @Test
  void isThatOfBlockDevicesOnly() {
    assertThat(DeviceNumber.of(Path.of("/dev/null"))).isEmpty();
    assertThat(DeviceNumber.of(Path.of("/"))).isEmpty();
    assertThat(DeviceNumber.of(Path.of("/nonesuch"))).isEmpty();
  }
}
