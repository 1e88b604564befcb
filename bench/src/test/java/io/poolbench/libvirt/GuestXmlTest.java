package io.poolbench.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;
import io.poolbench.backend.ImageFormat;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuestXmlTest {
  private static String xml(int vcpus, boolean kvm) {
    return GuestXml.of(
        "g",
        "r",
        new GuestSpec(vcpus, 256 << 20, GuestSpec.Bus.VIRTIO, 1),
        kvm,
        Path.of("/k"),
        Path.of("/i"),
        Path.of("/c"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "1, true, <vcpu placement='static'>1</vcpu>",
        "1, false, <vcpu placement='static' current='1'>2</vcpu>",
        "2, true, <vcpu placement='static'>2</vcpu>",
        "2, false, <vcpu placement='static'>2</vcpu>"
      })
  void anEmulatedGuestHasRoomForASecondProcessor(int vcpus, boolean kvm, String element) {
    assertThat(xml(vcpus, kvm)).contains(element);
    assertThat(xml(vcpus, kvm).contains(" nr_cpus=1</cmdline>")).isEqualTo(!kvm && vcpus == 1);
  }

  @Test
  void aSataDiskIsThereFromTheStartAndTheLastOfItsDevices() {
    DiskSpec disk = new DiskSpec(1 << 20, DiskSpec.Cache.NONE, DiskSpec.IoMode.NATIVE);
    GuestSpec guest = new GuestSpec(1, 256 << 20, GuestSpec.Bus.SATA, 1);

    String xml =
        GuestXml.withDisk(
            xml(1, true), guest, disk, new DiskSource.File(Path.of("/x"), ImageFormat.RAW));

    assertThat(xml)
        .startsWith(xml(1, true).substring(0, xml(1, true).indexOf("  </devices>")))
        .containsOnlyOnce("<target dev='sda' bus='sata'/>")
        .containsOnlyOnce("</disk>\n  </devices>")
        .doesNotContain("queues=");
  }
}
