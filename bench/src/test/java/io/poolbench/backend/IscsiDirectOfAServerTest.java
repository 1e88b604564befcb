package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a target of somebody's server that asks for a password. */
class IscsiDirectOfAServerTest extends StorageBackendContractTest {
  private static final String IQN = "iqn.2024-01.org.example:disk1";
  private static final String PASSWORD = "correct-horse";

  @TempDir private Path folder = Path.of("");
  private Path password = Path.of("");

  @BeforeEach
  void writePassword() throws IOException {
    password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
  }

  @Override
  String word() {
    return "iscsi-direct";
  }

  @Override
  Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    options.put("target", IQN);
    options.put("portal", "192.0.2.7");
    options.put("lun", "3");
    options.put("chap_user", "bench");
    options.put("chap_password_file", password.toString());
    options.put("write_cache", "auto");
    options.put("initiator", "iqn.2024-01.org.example:host1");
    return options;
  }

  @Override
  String golden() {
    return "iscsi-direct-server.xml";
  }

  @Override
  String poolDevice(Site site) {
    return IQN;
  }

  @Test
  void takesALunThatItDoesNotOwnAndPromisesNothingOfIt() {
    assertThat(backend().volumeSource(SITE))
        .isEqualTo(new VolumeSource.RemoteLun("unit:0:0:3", false));
    assertThat(backend().isOnSubstrate()).isFalse();
    assertThat(backend().durability()).isEqualTo(Durability.UNKNOWN);
    assertThat(backend().requirements())
        .doesNotHaveAnyElementsOfTypes(Requirement.LabServer.class)
        .contains(new Requirement.Tool("qemu-io", "qemu-utils"));
  }

  @Test
  void namesTheSecretToPoolAndGuestAndTellsThePasswordToNeither() {
    StorageBackend backend = backend();
    String pool = backend.pool(SITE).orElseThrow().xml();
    String disk = ((DiskSource.IscsiLun) backend.diskSource(SITE, NONE)).sourceXml();
    assertThat(pool).contains("<secret usage='poolbench-run'/>");
    assertThat(disk).contains("<secret type='iscsi' usage='poolbench-run'/>");
    assertThat(backend + " " + backend.settings() + pool + disk).doesNotContain(PASSWORD);
  }

  private static final Volume NONE =
      new Volume(java.util.Optional.empty(), ImageFormat.RAW, DISK.sizeBytes());

  @ParameterizedTest
  @CsvSource({
    "initiator, host1",
    "initiator, iqn.2024-01.org.Example:x",
    "initiator, ''",
    "lun, 16384",
    "portal, auto",
    "target, disk1",
    "write_cache, on",
    "chap_user, ''"
  })
  void refusesWhatNoTargetCanBeReachedBy(String key, String value) {
    Map<String, String> options = options();
    options.put(key, value);
    assertThatThrownBy(() -> IscsiDirectBackend.KIND.factory().create("its-name", DISK, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key.equals("chap_user") ? "chap_password_file" : key);
  }
}
