package io.poolbench.libvirt;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;

/** libvirt's disk element for the disk under test. */
final class DiskXml {
  private DiskXml() {}

  static String of(GuestSpec guest, DiskSpec disk, DiskSource source) {
    // everything is stated, so that no default of another version can differ
    String own = disk.iothread() ? " iothread='" + GuestXml.IOTHREAD + "'" : "";
    // with virtio-scsi the queues are the controller's
    String queues = guest.bus() == GuestSpec.Bus.VIRTIO ? " queues='" + guest.queues() + "'" : "";
    String inner = source.driverXml();
    return """
        <disk type='%s' device='disk'>
          <driver name='qemu' type='%s' cache='%s' io='%s' discard='%s' detect_zeroes='%s'%s%s%s
          %s
          <target dev='%s' bus='%s'/>
          <serial>poolbench</serial>
        </disk>
        """
        .formatted(
            source.type(),
            source.format().word(),
            disk.cache().word(),
            disk.io().word(),
            disk.discard().word(),
            disk.detectZeroes().word(),
            own,
            queues,
            inner.isEmpty() ? "/>" : ">" + inner + "</driver>",
            source.sourceXml(),
            guest.bus().diskName(),
            guest.bus().word());
  }
}
