package io.poolbench.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/**
 * Answers of QEMU 7.2 to {@code virsh qemu-monitor-command poolbench-capture
 * '{"execute":"qom-get","arguments":{"path":"/machine/peripheral/virtio-disk0","property":…}}'}
 * with the properties {@code write-cache} and {@code iothread}, the last of {@code scsi0-0-0-0}.
 */
class DiskDeviceTest {
  @Test
  void readsAProperty() {
    assertThat(DiskDevice.property("{\"return\":\"on\",\"id\":\"libvirt-419\"}")).hasValue("on");
    assertThat(DiskDevice.property("{\"return\":\"/objects/iothread1\",\"id\":\"libvirt-420\"}"))
        .hasValue("/objects/iothread1");
  }

  @Test
  void hasNoValueOfAPropertyThatTheDeviceDoesNotHave() {
    String answer =
        "{\"id\":\"libvirt-419\",\"error\":{\"class\":\"GenericError\",\"desc\":\"Property"
            + " 'scsi-hd.iothread' not found\"}}";
    assertThat(DiskDevice.property(answer)).isEmpty();
  }

  @Test
  void quotesAnAnswerThatIsNoJson() {
    assertThatThrownBy(() -> DiskDevice.property("monitor is busy"))
        .isInstanceOf(HypervisorException.class)
        .hasMessageContaining("monitor is busy");
  }
}
