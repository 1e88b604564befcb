package io.poolbench.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveXmlTest {
  private static final String RAW = Resource.text("live-raw.xml");
  private static final String QCOW2 = Resource.text("live-qcow2.xml");

  @Test
  void givesGuestsThatDifferOnTheHostOnlyTheSameDigest() {
    assertThat(RAW).isNotEqualTo(QCOW2);
    assertThat(LiveXml.guestVisible(RAW)).isEqualTo(LiveXml.guestVisible(QCOW2));
    assertThat(LiveXml.guestDigest(RAW)).hasSize(64).isEqualTo(LiveXml.guestDigest(QCOW2));
  }

  @Test
  void givesADeviceAndAFileTheSameDigest() {
    String block =
        RAW.replace("<disk type='file'", "<disk type='block'")
            .replace(
                "<source file='/srv/poolbench/b.raw' index='1'/>",
                "<source dev='/dev/loop7' index='1'><slices><slice type='storage' offset='0'"
                    + " size='16777216'/></slices></source>");
    assertThat(block).isNotEqualTo(RAW);
    assertThat(LiveXml.guestDigest(block)).isEqualTo(LiveXml.guestDigest(RAW));
  }

  @Test
  void givesADiskWithEveryHostSideSettingTheSameDigest() {
    String set =
        RAW.replace(
            "discard='ignore' detect_zeroes='off' queues='1'/>",
            "discard='unmap' iothread='1' detect_zeroes='unmap' queues='1'>\n        <metadata_cache>\n"
                + "          <max_size unit='bytes'>1048576</max_size>\n        </metadata_cache>\n"
                + "      </driver>");
    assertThat(set).isNotEqualTo(RAW);
    assertThat(LiveXml.guestDigest(set)).isEqualTo(LiveXml.guestDigest(RAW));
    assertThat(LiveXml.driver(set))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "libvirt io", "native",
                "libvirt discard", "unmap",
                "libvirt metadata cache", "1048576"));
  }

  @Test
  void readsTheDiskAliasByWhichQemuKnowsIt() {
    assertThat(LiveXml.diskAlias(RAW)).hasValue("virtio-disk0");
    assertThat(LiveXml.diskAlias("<domain type='qemu'><devices/></domain>")).isEmpty();
    assertThat(LiveXml.driver("<domain type='qemu'><devices/></domain>")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cache='none' io='native' | cache='directsync' io='threads'",
        "state='disconnected'     | state='connected'",
        "<label>+64055:+64055     | <label>+107:+107",
        "<alias name='virtio-disk0'/> | <alias name='virtio-disk7'/>"
      })
  void doesNotSeeTheHostsSide(String found, String other) {
    assertThat(RAW).contains(found);
    assertThat(LiveXml.guestDigest(RAW.replace(found, other))).isEqualTo(LiveXml.guestDigest(RAW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<vcpu placement='static'>1  | <vcpu placement='static'>2",
        "queues='1'                  | queues='2'",
        "bus='virtio'                | bus='scsi'",
        "<serial>poolbench           | <serial>another",
        "<memory unit='KiB'>131072   | <memory unit='KiB'>262144",
        "pc-q35-7.2                  | pc-q35-8.0",
        "cpu mode='maximum'          | cpu mode='host-passthrough'",
        "bus='0x02' slot='0x00'      | bus='0x03' slot='0x00'",
        "<memballoon model='none'/>  | <memballoon model='virtio'/>",
        "domain type='qemu'          | domain type='kvm'"
      })
  void seesWhatTheGuestSees(String found, String other) {
    assertThat(RAW).contains(found);
    assertThat(LiveXml.guestDigest(RAW.replace(found, other)))
        .isNotEqualTo(LiveXml.guestDigest(RAW));
  }

  @Test
  void findsTheDiskElement() {
    assertThat(LiveXml.disk(RAW)).startsWith("<disk ").contains("/srv/poolbench/b.raw");
    assertThat(LiveXml.disk("<domain type='qemu'><devices/></domain>")).isEmpty();
  }

  @Test
  void refusesWhatIsNoXmlAndDoctypes() {
    assertThatThrownBy(() -> LiveXml.guestDigest("error: no domain"))
        .isInstanceOf(HypervisorException.class)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> LiveXml.guestDigest("<!DOCTYPE d [<!ENTITY e 'x'>]><d>&e;</d>"))
        .isInstanceOf(HypervisorException.class);
  }
}
