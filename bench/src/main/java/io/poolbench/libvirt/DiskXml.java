package io.poolbench.libvirt;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;

/** libvirt's disk element for the disk under test. */
final class DiskXml {
  /** The disk's name in the guest; virtio-blk's first. */
  static final String TARGET = "vda";

  private DiskXml() {}

  static String of(GuestSpec guest, DiskSpec disk, DiskSource source) {
    // discard and zero detection are stated, so that no default of another version can differ
    return """
        <disk type='%s' device='disk'>
          <driver name='qemu' type='%s' cache='%s' io='%s' discard='ignore' detect_zeroes='off' queues='%d'/>
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
            guest.queues(),
            source.sourceXml(),
            TARGET,
            guest.bus().word());
  }
}
