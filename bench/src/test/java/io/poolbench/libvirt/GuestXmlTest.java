package io.poolbench.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.GuestSpec;
import io.poolbench.backend.ImageFormat;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GuestXmlTest {
  private static final GuestSpec GUEST = new GuestSpec(2, 256L << 20, GuestSpec.Bus.VIRTIO, 2);
  private static final DiskSpec DISK =
      new DiskSpec(1 << 20, DiskSpec.Cache.NONE, DiskSpec.IoMode.NATIVE);

  private static String guest(boolean kvm) {
    Path folder = Path.of("/srv/a&b");
    return GuestXml.of(
        "poolbench-run-t1",
        "run <1>",
        GUEST,
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
}
