package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** GlusterFS, mounted, from the lab's own server. */
class GlusterfsLabBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "netfs";
  }

  @Override
  Map<String, String> options() {
    return NetfsOptionsTest.defaultsWith(
        Map.of(
            "protocol",
            "glusterfs",
            "format",
            "qcow2",
            "mount_options",
            "direct-io-mode=disable,acl"));
  }

  @Override
  String golden() {
    return "netfs-glusterfs.xml";
  }

  @Override
  Path volumePath() {
    return SITE.mountPoint().resolve("disk.qcow2");
  }

  @Test
  void servesAFilesystemOfTheSubstrateAsAVolume() {
    assertThat(backend().preparation(SITE))
        .isEqualTo(
            new Preparation.Share(
                Filesystem.EXT4,
                Path.of("/srv/poolbench"),
                new Preparation.Server.Gluster("127.0.1.1", "poolbench")));
    assertThat(backend().description())
        .isEqualTo("qcow2 image over GlusterFS from ext4, network pool");
    assertThat(backend().durability()).isEqualTo(Durability.SERVER);
    assertThat(backend().mountedAs()).isEmpty();
  }

  @Test
  void needsTheClientFuseAndTheLabsServer() {
    assertThat(backend().requirements())
        .contains(
            new Requirement.KernelFilesystem("fuse"),
            new Requirement.Tool("mount.glusterfs", "glusterfs-client"),
            new Requirement.LabServer(
                "gluster",
                "run it with --on lab, or name a server of yours with source, such as"
                    + " server:/volume"));
  }
}
