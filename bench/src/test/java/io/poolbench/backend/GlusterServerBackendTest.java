package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GlusterFS by libgfapi, from a server of the user's. */
class GlusterServerBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "gluster";
  }

  @Override
  Map<String, String> options() {
    return GlusterLabBackendTest.defaultsWith(
        Map.of("source", "gl1.example.org:/vms/bench/a", "preallocation", "falloc"));
  }

  @Override
  String golden() {
    return "gluster-server.xml";
  }

  @Override
  Path volumePath() {
    return Path.of("unused");
  }

  @Test
  void leavesTheSubstrateAloneAndBearsTheRunsNameBesideOtherPeoplesFiles() {
    assertThat(backend().isOnSubstrate()).isFalse();
    assertThat(backend().durability()).isEqualTo(Durability.UNKNOWN);
    assertThat(backend().settings())
        .doesNotContainKey("filesystem")
        .containsEntry("source", "gl1.example.org:/vms/bench/a");
    assertThat(((VolumeSource.Remote) backend().volumeSource(SITE)).name())
        .isEqualTo("poolbench-run-its-name-disk.raw");
    assertThat(backend().requirements()).doesNotHaveAnyElementsOfTypes(Requirement.LabServer.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gl1 | raw | auto | source: expected lab or server:/volume",
        "gl1:/vms/../x | raw | auto | source: expected lab or server:/volume",
        "gl1:/vms/a b | raw | auto | source: expected lab or server:/volume",
        "gl1:/vms | raw | xfs | filesystem is for source: lab",
      })
  void refusesWhatDoesNotGoTogether(String source, String format, String fs, String message) {
    Map<String, String> options =
        GlusterLabBackendTest.defaultsWith(
            Map.of("source", source, "format", format, "filesystem", fs));
    assertThatThrownBy(() -> GlusterBackend.KIND.factory().create("b", DISK, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
