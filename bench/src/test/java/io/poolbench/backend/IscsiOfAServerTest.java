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
import org.junit.jupiter.params.provider.ValueSource;

/** With a target of somebody's server that asks for a password. */
class IscsiOfAServerTest extends StorageBackendContractTest {
  private static final String IQN = "iqn.2024-01.org.example:disk1";
  private static final String PASSWORD = "correct-horse";

  @TempDir private Path folder = Path.of("");
  private Path password = Path.of("");

  @BeforeEach
  void writePassword() throws IOException {
    password = file("password", PASSWORD + "\n", "rw-------");
  }

  private Path file(String name, String text, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Override
  String word() {
    return "iscsi";
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
    return options;
  }

  private StorageBackend with(Map<String, String> changes) {
    Map<String, String> options = options();
    options.putAll(changes);
    return IscsiBackend.KIND.factory().create("its-name", DISK, options);
  }

  @Override
  String golden() {
    return "iscsi-server.xml";
  }

  @Override
  Path volumePath() {
    return Path.of("/dev/disk/by-path/ip-192.0.2.7:3260-iscsi-" + IQN + "-lun-3");
  }

  @Override
  String poolDevice(Site site) {
    return IQN;
  }

  @Test
  void takesALunThatItDoesNotOwnAndPromisesNothingOfIt() {
    assertThat(backend().volumeSource(SITE))
        .isEqualTo(new VolumeSource.Existing("unit:0:0:3", false));
    assertThat(backend().isOnSubstrate()).isFalse();
    assertThat(backend().durability()).isEqualTo(Durability.UNKNOWN);
    assertThat(backend().requirements()).doesNotHaveAnyElementsOfTypes(Requirement.LabServer.class);
  }

  @Test
  void tellsThePasswordToNobodyWhoDoesNotAskForIt() throws IOException {
    StorageBackend backend = backend();
    assertThat(backend + " " + backend.settings() + backend.pool(SITE)).doesNotContain(PASSWORD);
    Login login = backend.pool(SITE).orElseThrow().login().orElseThrow();
    assertThat(login.chap().orElseThrow().password()).isEqualTo(PASSWORD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "target      | disk1",
        "target      | iqn.2024-13.org.example:x",
        "target      | iqn.2024-01.org.Example:x",
        "target      | iqn.2024-01.org.example:x y",
        "target      | iqn.2024-01.org.example:x'",
        "target      | eui.02004567A425678",
        "portal      | auto",
        "portal      | [::1]:3260",
        "portal      | 192.0.2.7:0",
        "portal      | 192.0.2.7:65536",
        "portal      | -p:1",
        "lun         | x",
        "lun         | -1",
        "lun         | 16384",
        "write_cache | on",
        "chap_user   | a b",
        "chap_password_file | relative",
        "chap_password_file | /does/not/exist",
        "chap_password_file | /dev/null"
      })
  void refusesWhatNoTargetCanBeReachedBy(String key, String value) {
    assertThatThrownBy(() -> with(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iqn.1992-08.com.netapp:sn.84268871",
        "iqn.2003-01.org.linux-iscsi.host_1:sn.0",
        "eui.02004567A425678D",
        "naa.52004567BA64678D",
        "naa.62004567BA64678D0123456789ABCDEF"
      })
  void takesEveryFormOfName(String target) {
    assertThat(with(Map.of("target", target)).pool(SITE).orElseThrow().xml()).contains(target);
  }

  @ParameterizedTest
  @CsvSource({"portal, 192.0.2.7", "lun, 2"})
  void refusesForTheLabsOwnTargetWhatIsFixed(String key, String value) {
    Map<String, String> lab = new HashMap<>(Map.of("target", "lab", "portal", "auto", "lun", "1"));
    lab.put(key, value);
    assertThatThrownBy(() -> with(lab)).hasMessageStartingWith(key);
  }

  @ParameterizedTest
  @CsvSource({"chap_user, chap_password_file", "chap_password_file, chap_user"})
  void refusesHalfAnAccount(String absent, String present) {
    assertThatThrownBy(() -> with(Map.of(absent, ""))).hasMessageStartingWith(present);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rw-r----- | secret-of-two-words | its owner's alone",
        "rw----r-- | secret-of-two-words | its owner's alone",
        "rw------- | secret of-two-words | one line",
        "rw------- | secret-of\\ntwo-lines | one line",
        "rw------- | '' | one line"
      })
  void refusesAPasswordFileThatIsNoneWithoutQuotingIt(
      String permissions, String text, String reason) throws IOException {
    Path file = file("other", text.replace("\\n", "\n"), permissions);
    assertThatThrownBy(() -> with(Map.of("chap_password_file", file.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("chap_password_file: " + file)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("secret");
  }
}
