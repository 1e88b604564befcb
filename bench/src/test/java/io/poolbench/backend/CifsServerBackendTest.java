package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** CIFS from a server of the user's. */
class CifsServerBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "netfs";
  }

  @Override
  Map<String, String> options() {
    return NetfsOptionsTest.defaultsWith(
        Map.of(
            "protocol", "cifs",
            "source", "//nas.example.org/vol1/vms",
            "version", "3.1.1",
            "credentials", "/root/nas.credentials",
            "mount_options", "cache=none,domain=EX&AMPLE",
            "format", "qcow2"));
  }

  @Override
  String golden() {
    return "netfs-cifs.xml";
  }

  @Override
  Path volumePath() {
    return SITE.mountPoint().resolve("poolbench-run-its-name-disk.qcow2");
  }

  @Test
  void leavesTheSubstrateAlone() {
    assertThat(backend().isOnSubstrate()).isFalse();
    assertThat(backend().preparation(SITE)).isEqualTo(new Preparation.None());
    assertThat(backend().durability()).isEqualTo(Durability.UNKNOWN);
    assertThat(backend().settings())
        .doesNotContainKeys("filesystem", "export")
        .containsEntry("source", "//nas.example.org/vol1/vms");
  }

  @Test
  void namesTheFileOfThePasswordAndWantsItClosed() {
    assertThat(backend().requirements())
        .contains(
            new Requirement.SecretFile(
                Path.of("/root/nas.credentials"), "the server's credentials"))
        .doesNotHaveAnyElementsOfTypes(Requirement.LabServer.class);
  }

  @Test
  void bearsTheRunsNameBesideOtherPeoplesFiles() {
    assertThat(((VolumeSource.Created) backend().volumeSource(SITE)).name())
        .isEqualTo("poolbench-run-its-name-disk.qcow2");
  }
}
