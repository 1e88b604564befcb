package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the lab's own target. */
class IscsiBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "iscsi";
  }

  @Override
  Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    options.put("target", "lab");
    options.put("portal", "auto");
    options.put("lun", "1");
    options.put("chap_user", "");
    options.put("chap_password_file", "");
    options.put("write_cache", "auto");
    return options;
  }

  @Override
  Path volumePath() {
    return Path.of("/dev/disk/by-path/ip-127.0.0.1:3260-iscsi-its-name-lun-1");
  }

  @Override
  String poolDevice(Site site) {
    return IscsiBackend.iqn(site.poolName());
  }

  @Test
  void servesTheSubstratesDeviceByATargetOfTheRunsOwn() {
    Preparation.Target target = (Preparation.Target) backend().preparation(SITE);

    assertThat(target.iqn()).startsWith("iqn.2024-01.io.poolbench:poolbench-run.");
    assertThat(target.writeCache()).isTrue();
    assertThat(backend().pool(SITE).orElseThrow().login().orElseThrow().target())
        .isEqualTo(target.iqn());
    assertThat(backend().volumeSource(SITE))
        .isEqualTo(new VolumeSource.Existing("unit:0:0:1", true));
    assertThat(backend().durability()).isEqualTo(Durability.SERVER);
    assertThat(backend().requirements()).hasAtLeastOneElementOfType(Requirement.LabServer.class);
  }

  @Test
  void namesTargetsOfUnlikeRunsUnlikeThoughTheirNamesAreSpeltAlike() {
    assertThat(IscsiBackend.iqn("poolbench-A_b"))
        .matches("iqn\\.2024-01\\.io\\.poolbench:poolbench-a-b\\.[0-9a-f]+")
        .isNotEqualTo(IscsiBackend.iqn("poolbench-a-b"))
        .isNotEqualTo(IscsiBackend.iqn("poolbench-a_b"));
  }
}
