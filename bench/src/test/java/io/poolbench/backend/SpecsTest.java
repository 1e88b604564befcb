package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecsTest {
  private static final long MEMORY = 256L << 20;

  @ParameterizedTest
  @ValueSource(longs = {0, -1, (1 << 20) - 1, (1 << 20) + 512})
  void refusesADiskThatIsNoMultipleOfOneMebibyte(long bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DiskSpec(bytes, DiskSpec.Cache.NONE, DiskSpec.IoMode.NATIVE))
        .withMessageContaining("multiple of 1MiB, not " + bytes);
  }

  @Test
  void changesCacheAndIoButNeverTheSize() {
    DiskSpec changed =
        StorageBackendContractTest.DISK.with(DiskSpec.Cache.DIRECTSYNC, DiskSpec.IoMode.IO_URING);
    assertThat(changed)
        .isEqualTo(new DiskSpec(256L << 20, DiskSpec.Cache.DIRECTSYNC, DiskSpec.IoMode.IO_URING));
  }

  @Test
  void issuesIoNativelyUnlessThePageCacheIsInBetween() {
    for (DiskSpec.Cache cache : DiskSpec.Cache.values()) {
      assertThat(cache.usualIo() == DiskSpec.IoMode.NATIVE)
          .as(cache.word())
          .isEqualTo(cache == DiskSpec.Cache.NONE || cache == DiskSpec.Cache.DIRECTSYNC);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1, vcpus", "65, 1, vcpus", "1, 0, queues", "2, 3, queues"})
  void refusesAGuestThatCannotBe(int vcpus, int queues, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GuestSpec(vcpus, MEMORY, GuestSpec.Bus.VIRTIO, queues))
        .withMessageStartingWith(named);
  }

  @Test
  void aSataDiskHasOneQueueAndNeedsAKernelThatDrivesIt() {
    GuestSpec guest = new GuestSpec(2, MEMORY, GuestSpec.Bus.SATA, 1);

    assertThat(guest.kernel()).isEqualTo(GuestSpec.Kernel.GENERIC);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GuestSpec(2, MEMORY, GuestSpec.Bus.SATA, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GuestSpec(2, MEMORY, GuestSpec.Bus.SATA, 1, GuestSpec.Kernel.CLOUD));
  }

  @Test
  void refusesAGuestTooSmallToBoot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GuestSpec(1, 64L << 20, GuestSpec.Bus.VIRTIO, 1))
        .withMessageContaining("at least 128MiB");
  }

  @Test
  void knowsNoKindOfAnUnknownWord() {
    assertThat(Backends.kind("tape")).isEmpty();
  }
}
