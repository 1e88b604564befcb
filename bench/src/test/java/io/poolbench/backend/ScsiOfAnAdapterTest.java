package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a LUN of somebody's adapter, named so that it is found after a restart. */
class ScsiOfAnAdapterTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "scsi";
  }

  @Override
  Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    options.put("adapter", "0000:00:1f.2");
    options.put("unique_id", "1");
    options.put("serial", "");
    options.put("wwn", "0x5000C500A1B2C3D4");
    return options;
  }

  private StorageBackend with(Map<String, String> changes) {
    Map<String, String> options = options();
    options.putAll(changes);
    return ScsiBackend.KIND.factory().create("its-name", DISK, options);
  }

  @Override
  String golden() {
    return "scsi-adapter.xml";
  }

  @Override
  Path volumePath() {
    return Path.of("/dev/disk/by-id/wwn-0x5000c500a1b2c3d4");
  }

  @Test
  void takesALunThatItDoesNotOwnAndThatIsToldToFlush() {
    assertThat(backend().volumeSource(SITE))
        .isEqualTo(new VolumeSource.Lun("", "5000c500a1b2c3d4"));
    assertThat(backend().bytesEnd()).isEqualTo(BytesEnd.ADAPTER);
    assertThat(backend().durability()).isEqualTo(Durability.DEVICE);
    assertThat(backend().requirements()).doesNotHaveAnyElementsOfTypes(Requirement.Lab.class);
    assertThat(backend().settings())
        .containsEntry("adapter", "0000:00:1f.2, unique_id 1")
        .containsEntry("LUN", "the LUN with WWN 0x5000c500a1b2c3d4");
  }

  @Test
  void findsAHostByItsNameAndALunByItsSerialNumber() {
    StorageBackend backend =
        with(Map.of("adapter", "host5", "unique_id", "", "serial", "S1 2", "wwn", ""));

    assertThat(backend.pool(SITE).orElseThrow().xml())
        .contains("<adapter type='scsi_host' name='host5'/>");
    assertThat(backend.volumeSource(SITE)).isEqualTo(new VolumeSource.Lun("S1 2", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "S1, '', S1, naa.5000c500a1b2c3d4, true",
    "S1, '', S2, naa.5000c500a1b2c3d4, false",
    "S1, '', '', '', false",
    "'', 5000c500a1b2c3d4, S1, naa.5000c500a1b2c3d4, true",
    "'', 5000c500a1b2c3d4, S1, naa.5000C500A1B2C3D4, true",
    "'', 5000c500a1b2c3d4, S1, eui.5000c500a1b2c3d4, true",
    "'', 5000c500a1b2c3d4, S1, naa.5000c500a1b2c3d40000000000000000, false",
    "'', 5000c500a1b2c3d4, '', '', false"
  })
  void knowsALunByWhatItCallsItself(
      String serial, String wwn, String serialFound, String wwnFound, boolean same) {
    assertThat(new VolumeSource.Lun(serial, wwn).isCalled(serialFound, wwnFound)).isEqualTo(same);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adapter   | scsi5",
        "adapter   | host",
        "adapter   | host5'/>",
        "adapter   | 00:1f.2",
        "adapter   | 0000:00:1F.2",
        "unique_id | ''",
        "unique_id | -1",
        "unique_id | one",
        "wwn       | 5000c500a1b2c3d4",
        "wwn       | 0x5000c500a1b2c3d",
        "wwn       | naa.5000c500a1b2c3dg"
      })
  void refusesWhatNamesNoAdapterAndNoLun(String key, String value) {
    assertThatThrownBy(() -> with(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key);
  }

  @ParameterizedTest
  @CsvSource({"' S1'", "'S1  2'", "S\u00e91"})
  void refusesASerialNumberThatIsShownOtherwise(String serial) {
    assertThatThrownBy(() -> with(Map.of("serial", serial, "wwn", "")))
        .hasMessageStartingWith("serial must be");
  }

  @Test
  void refusesNoNameOfALunAndTwo() {
    assertThatThrownBy(() -> with(Map.of("wwn", ""))).hasMessageStartingWith("serial is needed");
    assertThatThrownBy(() -> with(Map.of("serial", "S1"))).hasMessageStartingWith("wwn and serial");
  }

  @Test
  void refusesANumberForAHostThatHasAName() {
    assertThatThrownBy(() -> with(Map.of("adapter", "host5"))).hasMessageStartingWith("unique_id");
  }

  @ParameterizedTest
  @CsvSource({"unique_id, 1", "serial, S1", "wwn, 0x5000c500a1b2c3d4"})
  void refusesForTheLabsOwnWhatIsFixed(String key, String value) {
    Map<String, String> lab = new HashMap<>();
    lab.putAll(Map.of("adapter", "lab", "unique_id", "", "serial", "", "wwn", ""));
    lab.put(key, value);
    assertThatThrownBy(() -> with(lab)).hasMessageStartingWith(key);
  }
}
