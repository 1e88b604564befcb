package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetfsOptionsTest {
  static Map<String, String> defaultsWith(Map<String, String> given) {
    Map<String, String> options = new HashMap<>();
    for (BackendKind.Option option : NetfsBackend.KIND.options()) {
      options.put(option.key(), option.defaultWord());
    }
    options.putAll(given);
    return options;
  }

  private static StorageBackend backend(Map<String, String> given) {
    return NetfsBackend.KIND
        .factory()
        .create("b", StorageBackendContractTest.DISK, defaultsWith(given));
  }

  private static String pool(Map<String, String> given) {
    return backend(given).pool(StorageBackendContractTest.SITE).orElseThrow().xml();
  }

  @ParameterizedTest
  @CsvSource({
    "nas:/vol, nas, /vol",
    "192.0.2.1:/, 192.0.2.1, /",
    "[fd00::7]:/a/b, [fd00::7], /a/b",
  })
  void readsAnExportAsNfsWritesIt(String source, String host, String folder) {
    assertThat(pool(Map.of("source", source)))
        .contains("<host name='" + host + "'/><dir path='" + folder + "'/><format type='nfs'/>");
    assertThat(backend(Map.of("source", source)).settings()).containsEntry("source", source);
  }

  @ParameterizedTest
  @CsvSource({"//nas/vol, nas, vol", "//[fd00::7]/a/b, fd00::7, a/b"})
  void readsAShareAsWindowsWritesIt(String source, String host, String folder) {
    assertThat(pool(Map.of("protocol", "cifs", "source", source)))
        .contains("<host name='" + host + "'/><dir path='" + folder + "'/><format type='cifs'/>");
  }

  @ParameterizedTest
  @CsvSource({"gl1:/vms, /vms", "gl1.example.org:/vms/a_b/c, /vms/a_b/c"})
  void readsAVolumePerhapsWithAFolderInIt(String source, String folder) {
    Map<String, String> given = Map.of("protocol", "glusterfs", "source", source);
    assertThat(pool(given)).contains("<dir path='" + folder + "'/><format type='glusterfs'/>");
    assertThat(backend(given).settings()).containsEntry("source", source);
    assertThat(backend(given).isOnSubstrate()).isFalse();
    assertThat(backend(given).durability()).isEqualTo(Durability.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gl1", "gl1:vms", "gl1:/", "gl1:/v.ms", "[fd00::7]:/vms", "gl1:/v,w"})
  void refusesASourceThatIsNoVolume(String source) {
    assertThatThrownBy(() -> backend(Map.of("protocol", "glusterfs", "source", source)))
        .hasMessageStartingWith("source: expected lab or server:/volume");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nas",
        "/vol",
        "nas:vol",
        "nas:/a b",
        "nas:/a,b",
        "nas:/a'b",
        "-o:/x",
        "fd00::7:/vol",
        "//nas/vol",
        "nas:/a\tb",
        ":/x"
      })
  void refusesASourceThatIsNoExport(String source) {
    assertThatThrownBy(() -> backend(Map.of("source", source)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("source: expected lab or server:/export");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nas:/vol", "//nas", "//nas/", "//nas//x", "///x", "//n as/x"})
  void refusesASourceThatIsNoShare(String source) {
    assertThatThrownBy(() -> backend(Map.of("protocol", "cifs", "source", source)))
        .hasMessageStartingWith("source: expected lab or //server/share");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=sesame",
        "pass=sesame",
        "user=me%sesame",
        "username=me%sesame",
        "hard,password=sesame",
        "password=ses ame"
      })
  void refusesAPasswordAmongTheOptionsWithoutRepeatingIt(String options) {
    assertThatThrownBy(() -> backend(Map.of("protocol", "cifs", "mount_options", options)))
        .hasMessageStartingWith("mount_options: ")
        .hasMessageContaining("credentials")
        .hasMessageNotContainingAny("sesame", "ses ame");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a,,b",
        ",a",
        "a,",
        "a'b",
        "a\"b",
        "a\tb",
        "a\\b",
        "vers=3",
        "nfsvers=4.1",
        "minorversion=1",
        "v4.1",
        "credentials=/x",
        "ro"
      })
  void refusesOptionsThatBreakOutOrHaveAKeyOfTheirOwn(String options) {
    assertThatThrownBy(() -> backend(Map.of("mount_options", options)))
        .hasMessageStartingWith("mount_options: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "protocol=nfs credentials=/x | credentials is for protocol: cifs",
        "protocol=nfs version=3.1.1 | version: 3.1.1 is none of nfs; expected 3, 4, 4.0, 4.1, 4.2",
        "protocol=cifs version=4.2 | version: 4.2 is none of cifs; expected auto, 2.1",
        "protocol=cifs export=sync | export is for protocol: nfs",
        "protocol=glusterfs export=sync | export is for protocol: nfs; a brick of GlusterFS",
        "protocol=glusterfs credentials=/x | credentials is for protocol: cifs; a server of Gl",
        "protocol=glusterfs version=3 | version is for protocol: nfs and cifs",
        "protocol=glusterfs source=gl:/x filesystem=xfs | filesystem is for source: lab",
        "source=nas:/x export=async | export is for source: lab",
        "source=nas:/x filesystem=ext4 | filesystem is for source: lab",
        "protocol=cifs source=//nas/x filesystem=xfs | filesystem is for source: lab",
        "protocol=cifs credentials=/x | credentials: the lab's own server knows no others",
        "protocol=cifs source=//nas/x credentials=lab | credentials: lab is for source: lab",
        "protocol=cifs source=//nas/x credentials=x | credentials: expected the whole path",
        "protocol=cifs source=//nas/x credentials=/x,y | credentials: expected the whole path",
        "mount_options=rsize=1M | mount_options: rsize is a number of bytes, a multiple of 1024 up to 1048576, not '1M'",
        "mount_options=wsize=2097152 | mount_options: wsize is a number of bytes",
        "mount_options=hard,wsize=1000 | mount_options: wsize is a number of bytes",
        "mount_options=rsize | mount_options: rsize is a number of bytes",
        "mount_options=nconnect=17 | mount_options: nconnect is a number of connections, 1 to 16, not '17'",
        "mount_options=nconnect=0 | mount_options: nconnect is a number",
        "mount_options=rsize=4096,rsize=8192 | mount_options: rsize is there twice",
        "format=raw cluster_size=4KiB | cluster_size is for format: qcow2",
      })
  void refusesWhatDoesNotGoTogether(String given, String message) {
    Map<String, String> options = new HashMap<>();
    for (String pair : given.strip().split(" ")) {
      options.put(pair.replaceFirst("=.*", ""), pair.replaceFirst("^[^=]*=", ""));
    }
    assertThatThrownBy(() -> backend(options)).hasMessageStartingWith(message);
  }

  @Test
  void mountsTheLabsExportByItsPathInVersion3AndAsTheRootInVersion4() {
    assertThat(pool(Map.of("version", "3")))
        .contains("<dir path='/srv/poolbench'/>", "<protocol ver='3'/>");
    assertThat(pool(Map.of("version", "4.1"))).contains("<dir path='/'/>", "<protocol ver='4.1'/>");
  }

  @Test
  void keepsQemusLocksToThisMachineForQcow2OnCifsUnlessAskedOtherwise() {
    assertThat(pool(Map.of("protocol", "cifs", "format", "qcow2"))).contains("'nobrl'");
    assertThat(pool(Map.of("protocol", "cifs", "format", "raw"))).doesNotContain("nobrl");
    assertThat(pool(Map.of("protocol", "cifs", "format", "qcow2", "mount_options", "brl")))
        .doesNotContain("nobrl");
  }

  @Test
  void promisesWhatTheServerDoes() {
    assertThat(backend(Map.of("export", "async")).durability()).isEqualTo(Durability.SERVER_MEMORY);
    assertThat(backend(Map.of("source", "nas:/x")).durability()).isEqualTo(Durability.UNKNOWN);
    assertThat(backend(Map.of("protocol", "cifs")).durability()).isEqualTo(Durability.SERVER);
    assertThat(backend(Map.of("protocol", "cifs", "mount_options", "nostrictsync")).durability())
        .isEqualTo(Durability.SERVER_MEMORY);
  }

  @Test
  void wantsWhatItAskedForToBeThere() {
    assertThat(
            backend(Map.of("mount_options", "hard,rsize=65536,wsize=32768,nconnect=4")).mountedAs())
        .containsExactly("vers=4.2", "hard", "rsize=65536", "wsize=32768", "nconnect=4");
    assertThat(backend(Map.of("mount_options", "port=2049,nconnect=1,sync")).mountedAs())
        .containsExactly("vers=4.2", "sync");
    assertThat(backend(Map.of("protocol", "cifs")).mountedAs()).isEmpty();
    assertThat(backend(Map.of("protocol", "cifs", "mount_options", "wsize=65536")).mountedAs())
        .containsExactly("wsize=65536");
  }
}
