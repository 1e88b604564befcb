package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With the lab's own target. */
class IscsiDirectBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "iscsi-direct";
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
    options.put("initiator", "iqn.2024-01.io.poolbench:initiator");
    return options;
  }

  @Override
  String poolDevice(Site site) {
    return IscsiBackend.iqn(site.poolName());
  }

  @Test
  void isServedAsTheKindIscsiIsAndLoggedInToByQemu() {
    StorageBackend kernels =
        IscsiBackend.KIND.factory().create("its-name", DISK, new IscsiBackendTest().options());
    assertThat(backend().preparation(SITE)).isEqualTo(kernels.preparation(SITE));
    assertThat(backend().durability()).isEqualTo(kernels.durability());
    assertThat(backend().volumeSource(SITE))
        .isEqualTo(new VolumeSource.RemoteLun("unit:0:0:1", true));
    Login login = backend().pool(SITE).orElseThrow().login().orElseThrow();
    assertThat(login.byKernel()).isFalse();
    assertThat(kernels.pool(SITE).orElseThrow().login().orElseThrow().byKernel()).isTrue();
    assertThat(backend().requirements())
        .contains(new Requirement.QemuDriver("iscsi", "qemu-block-extra"))
        .hasAtLeastOneElementOfType(Requirement.LabServer.class);
  }
}
