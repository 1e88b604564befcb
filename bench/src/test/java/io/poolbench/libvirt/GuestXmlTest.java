package io.poolbench.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;
import io.poolbench.backend.ImageFormat;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuestXmlTest {
  private static final GuestSpec GUEST = new GuestSpec(2, 256L << 20, GuestSpec.Bus.VIRTIO, 2);
  private static final DiskSpec DISK =
      new DiskSpec(1 << 20, DiskSpec.Cache.NONE, DiskSpec.IoMode.NATIVE);

  private static String guest(boolean kvm) {
    return guest(GUEST, kvm);
  }

  private static String guest(GuestSpec spec, boolean kvm) {
    Path folder = Path.of("/srv/a&b");
    return GuestXml.of(
        "poolbench-run-t1",
        "run <1>",
        spec,
        kvm,
        folder.resolve("vmlinuz"),
        folder.resolve("initrd"),
        folder.resolve("console.log"));
  }

  @Test
  void rendersTheGoldenGuest() {
    assertThat(guest(false)).isEqualTo(Resource.text("guest.xml"));
  }

  @Test
  void differsUnderKvmInTypeAndProcessorOnly() {
    assertThat(
            guest(true)
                .replace("<domain type='kvm'>", "<domain type='qemu'>")
                .replace("<cpu mode='host-passthrough'/>", "<cpu mode='maximum'/>"))
        .isEqualTo(guest(false));
  }

  @Test
  void hasAScsiControllerWithTheQueuesWhereTheDiskIsOnOne() {
    GuestSpec scsi = new GuestSpec(2, 256L << 20, GuestSpec.Bus.SCSI, 2);
    String controller =
        "\n    <controller type='scsi' index='0' model='virtio-scsi'><driver queues='2'/></controller>";
    assertThat(guest(scsi, false)).contains(controller);
    assertThat(guest(scsi, false).replace(controller, "")).isEqualTo(guest(false));
    assertThat(DiskXml.of(scsi, DISK, new DiskSource.Block(Path.of("/dev/loop7"), 1 << 20)))
        .contains("<target dev='sda' bus='scsi'/>")
        .doesNotContain("queues");
  }

  @Test
  void givesTheDiskWhatItsHostSideSaysAndNothingElse() {
    DiskSource plain = new DiskSource.File(Path.of("/a"), ImageFormat.QCOW2);
    DiskSource cached =
        new DiskSource.File(Path.of("/a"), ImageFormat.QCOW2, 1 << 20, Optional.empty());
    DiskSpec disk =
        DISK.with(DiskSpec.Cache.UNSAFE, DiskSpec.IoMode.IO_URING)
            .with(DiskSpec.Discard.UNMAP, DiskSpec.DetectZeroes.UNMAP)
            .withIothread(true);
    assertThat(DiskXml.of(GUEST, disk, cached))
        .contains(
            "<driver name='qemu' type='qcow2' cache='unsafe' io='io_uring' discard='unmap'"
                + " detect_zeroes='unmap' iothread='1' queues='2'><metadata_cache><max_size"
                + " unit='bytes'>1048576</max_size></metadata_cache></driver>");
    assertThat(DiskXml.of(GUEST, disk, cached).replaceFirst("<driver.*</driver>", ""))
        .isEqualTo(DiskXml.of(GUEST, DISK, plain).replaceFirst("<driver.*/>", ""));
  }

  @Test
  void namesTheSecretOfAnEncryptedImage() {
    DiskSource encrypted =
        new DiskSource.File(Path.of("/a"), ImageFormat.RAW, 0, Optional.of("poolbench-it's"));
    assertThat(DiskXml.of(GUEST, DISK, encrypted))
        .contains("type='raw'")
        .contains(
            "<source file='/a'><encryption format='luks'><secret type='passphrase'"
                + " usage='poolbench-it&apos;s'/></encryption></source>");
  }

  @Test
  void rendersTheGoldenDisks() {
    assertThat(
            DiskXml.of(
                GUEST, DISK, new DiskSource.File(Path.of("/srv/a'b.qcow2"), ImageFormat.QCOW2)))
        .isEqualTo(Resource.text("disk-file.xml"));
    assertThat(
            DiskXml.of(
                GUEST,
                DISK.with(DiskSpec.Cache.DIRECTSYNC, DiskSpec.IoMode.THREADS),
                new DiskSource.Block(Path.of("/dev/loop7"), 1 << 20)))
        .isEqualTo(Resource.text("disk-block.xml"));
  }

  @Test
  void asksQemuItselfForADiskOnTheNetwork() {
    DiskSource gluster =
        new DiskSource.Gluster("127.0.0.1", 24007, "v/a.qcow2", ImageFormat.QCOW2, 1 << 20);
    assertThat(DiskXml.of(GUEST, DISK, gluster))
        .contains("<disk type='network' ", "type='qcow2'", "<max_size unit='bytes'>1048576<")
        .contains(
            "<source protocol='gluster' name='v/a.qcow2'><host name='127.0.0.1' port='24007'/>");
    assertThat(gluster.image()).contains("gluster://127.0.0.1:24007/v/a.qcow2");

    DiskSource lun =
        new DiskSource.IscsiLun(
            "nas", 3260, "iqn.2024-01.x:a", 2, "iqn.2024-01.x:me", Optional.of("u'"), "p", 4096);
    assertThat(DiskXml.of(GUEST, DISK, lun))
        .contains(
            "<source protocol='iscsi' name='iqn.2024-01.x:a/2'><host name='nas' port='3260'/>")
        .contains("<auth username='u&apos;'><secret type='iscsi' usage='p'/></auth>")
        .contains("<slice type='storage' offset='0' size='4096'/>")
        .contains("<initiator><iqn name='iqn.2024-01.x:me'/></initiator>");
    assertThat(lun.image()).isEmpty();
  }
}
