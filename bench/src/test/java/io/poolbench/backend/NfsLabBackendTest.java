package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** NFS from the lab's own server. */
class NfsLabBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "netfs";
  }

  @Override
  Map<String, String> options() {
    return NetfsOptionsTest.defaultsWith(Map.of("format", "qcow2", "filesystem", "xfs"));
  }

  @Override
  String golden() {
    return "netfs-nfs.xml";
  }

  @Override
  Path volumePath() {
    return SITE.mountPoint().resolve("disk.qcow2");
  }

  @Test
  void servesAFilesystemOfTheSubstrateAsTheRootOfNfs4() {
    assertThat(backend().preparation(SITE))
        .isEqualTo(
            new Preparation.Share(
                Filesystem.XFS,
                Path.of("/srv/poolbench"),
                new Preparation.Server.Nfs("rw,sync,no_root_squash,no_subtree_check,fsid=0")));
    assertThat(backend().description())
        .isEqualTo("qcow2 image over NFS 4.2 from xfs (sync), network pool");
    assertThat(backend().durability()).isEqualTo(Durability.SERVER);
    assertThat(backend().mountedAs()).containsExactly("vers=4.2");
  }

  @Test
  void runsOnlyWhereTheLabsServerDoes() {
    assertThat(backend().requirements())
        .filteredOn(Requirement.LabServer.class::isInstance)
        .singleElement()
        .extracting(r -> ((Requirement.LabServer) r).service())
        .isEqualTo("nfs");
  }
}
