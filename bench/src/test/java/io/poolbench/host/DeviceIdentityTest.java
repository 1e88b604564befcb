package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviceIdentityTest {
  private static final DeviceIdentity DISK =
      new DeviceIdentity(
          Path.of("/dev/disk/by-id/wwn-0x5000c500a1b2c3d4"),
          Path.of("/dev/sdb"),
          "8:16",
          12,
          480_103_981_056L,
          "S4X1",
          "naa.5000c500a1b2c3d4",
          "ATA SSD");

  private static DeviceIdentity with(String key, String value) {
    Map<String, String> details = new HashMap<>(DISK.details());
    details.put(key, value);
    return DeviceIdentity.of(details);
  }

  @Test
  void isReadBackFromItsDetailsAmongOthers() {
    assertThat(with("something else", "x")).isEqualTo(DISK);
    assertThat(DISK.details())
        .containsEntry("diskseq", "12")
        .containsEntry("bytes", "480103981056");
  }

  @Test
  void namesTheDetailThatIsMissing() {
    Map<String, String> details = new HashMap<>(DISK.details());
    details.remove("wwn");
    assertThatThrownBy(() -> DeviceIdentity.of(details))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lacks wwn");
  }

  @Test
  void differsFromNothingInItself() {
    assertThat(DISK.differencesFrom(DISK)).isEmpty();
    // the same number under another file name is the same device
    assertThat(with("node", "/dev/alias").differencesFrom(DISK)).isEmpty();
  }

  @Test
  void tellsEveryDifferenceInWords() {
    assertThat(with("number", "8:32").differencesFrom(DISK))
        .containsExactly("number was 8:16, is 8:32");
    assertThat(with("diskseq", "13").differencesFrom(DISK))
        .containsExactly("diskseq was 12, is 13");
    assertThat(with("bytes", "7").differencesFrom(DISK))
        .containsExactly("size in bytes was 480103981056, is 7");
    assertThat(with("serial", "").differencesFrom(DISK))
        .containsExactly("serial was S4X1, is unknown");
    assertThat(with("wwn", "naa.5").differencesFrom(DISK))
        .containsExactly("WWN was naa.5000c500a1b2c3d4, is naa.5");
    assertThat(with("model", "HDD").differencesFrom(DISK))
        .containsExactly("model was ATA SSD, is HDD");
    assertThat(with("name", "/dev/disk/by-id/x").differencesFrom(DISK)).hasSize(1);
  }

  @Test
  void isTheSameDiskAfterARestartThatNumberedItAnew() {
    DeviceIdentity after = with("number", "8:32");
    Map<String, String> details = new HashMap<>(after.details());
    details.put("diskseq", "3");
    details.put("node", "/dev/sdc");
    assertThat(DeviceIdentity.of(details).lastingDifferencesFrom(DISK)).isEmpty();
    assertThat(DeviceIdentity.of(details).differencesFrom(DISK)).hasSize(2);
    assertThat(with("serial", "S4X2").lastingDifferencesFrom(DISK)).hasSize(1);
  }
}
