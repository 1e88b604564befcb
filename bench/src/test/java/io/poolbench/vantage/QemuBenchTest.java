package io.poolbench.vantage;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.DiskSpec;
import io.poolbench.backend.DiskSpec.Cache;
import io.poolbench.backend.DiskSpec.IoMode;
import io.poolbench.backend.ImageFormat;
import io.poolbench.result.Vantage;
import io.poolbench.workload.PlainJob;
import io.poolbench.workload.PlainJob.Sync;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QemuBenchTest {
  private static final long SIZE = 64L << 20;

  private static PlainJob job(boolean random, int readPercent, Sync sync) {
    return new PlainJob(
        random,
        readPercent,
        4096,
        1,
        4,
        true,
        sync,
        Optional.empty(),
        Duration.ZERO,
        Duration.ofSeconds(1),
        1);
  }

  private static FreeVolume volume(DiskSource source, Cache cache) {
    return new FreeVolume(source, new DiskSpec(SIZE, cache, cache.usualIo()), List.of());
  }

  private static FreeVolume file(ImageFormat format, long tables) {
    return volume(
        new DiskSource.File(Path.of("/m/a,b.img"), format, tables, Optional.empty()), Cache.NONE);
  }

  @Test
  void asksForWhatTheGuestsQemuHas() {
    List<String> command =
        QemuBench.command(job(false, 100, Sync.NONE), file(ImageFormat.RAW, 0), 1000);

    assertThat(String.join(" ", command))
        .isEqualTo(
            "qemu-img bench -t none -i native -c 1000 -d 4 -s 4096 -S 4096 --image-opts"
                + " driver=raw,file.driver=file,file.filename=/m/a,,b.img");
  }

  @Test
  void aDeviceIsUsedAsFarAsTheDiskReaches() {
    FreeVolume device = volume(new DiskSource.Block(Path.of("/dev/loop7"), SIZE), Cache.WRITEBACK);

    assertThat(String.join(" ", QemuBench.command(job(false, 100, Sync.NONE), device, 1)))
        .contains("-t writeback -i threads")
        .endsWith("driver=raw,size=67108864,file.driver=host_device,file.filename=/dev/loop7");
  }

  @Test
  void writesAndFlushesAreAskedFor() {
    FreeVolume image = file(ImageFormat.QCOW2, 1 << 20);

    assertThat(QemuBench.command(job(true, 0, Sync.FDATASYNC), image, 1))
        .contains("-w", "--pattern=165", "--flush-interval=1")
        .endsWith("driver=qcow2,cache-size=1048576,file.driver=file,file.filename=/m/a,,b.img");
    assertThat(QemuBench.command(job(true, 0, Sync.NONE), image, 1))
        .contains("-w")
        .doesNotContain("--flush-interval=1");
    assertThat(QemuBench.command(job(true, 100, Sync.NONE), image, 1)).doesNotContain("-w");
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 4, 7, 64, 1000, 16384})
  void aStrideComesToEveryBlockOnceAndIsNoNeighbour(long blocks) {
    long size = blocks * 4096;
    long step = QemuBench.step(job(true, 100, Sync.NONE), size);
    Set<Long> seen = new HashSet<>();
    long at = 0;
    for (long i = 0; i < blocks; i++) {
      assertThat(at % 4096).isZero();
      seen.add(at);
      at = (at + step) % size;
    }
    assertThat(seen).hasSize((int) blocks);
    if (blocks > 8) {
      assertThat(step / 4096).isBetween(blocks / 2, blocks * 3 / 4);
    }
  }

  @Test
  void readsHowLongItTook() {
    assertThat(QemuBench.seconds("Sending 2000 …\nRun completed in 0.115 seconds.\n"))
        .hasValue(0.115);
    assertThat(QemuBench.seconds("qemu-img: error")).isEmpty();
  }

  @Test
  void aVolumeSaysFromWhereItCannotBeMeasured() {
    FreeVolume raw = file(ImageFormat.RAW, 0);
    FreeVolume qcow2 = file(ImageFormat.QCOW2, 0);
    FreeVolume secret =
        volume(
            new DiskSource.File(Path.of("/m/x"), ImageFormat.RAW, 0, Optional.of("pass")),
            Cache.NONE);
    FreeVolume remote =
        volume(new DiskSource.Gluster("h", 1, "v/x", ImageFormat.RAW, 0), Cache.NONE);

    assertThat(raw.against(Vantage.HOST)).isEmpty();
    assertThat(raw.against(Vantage.QEMU)).isEmpty();
    assertThat(qcow2.against(Vantage.HOST).orElseThrow()).contains("not the disk in it");
    assertThat(qcow2.against(Vantage.QEMU)).isEmpty();
    assertThat(secret.against(Vantage.QEMU).orElseThrow()).contains("passphrase");
    assertThat(remote.against(Vantage.HOST).orElseThrow()).contains("no path");
  }

  @ParameterizedTest
  @EnumSource(Cache.class)
  void theHostWritesAsTheCacheModeHasIt(Cache cache) {
    PlainJob log = HostVantage.as(job(true, 0, Sync.FDATASYNC), cache);

    assertThat(log.direct()).isEqualTo(!cache.usesPageCache());
    assertThat(log.sync())
        .isEqualTo(
            switch (cache) {
              case NONE, WRITEBACK -> Sync.FDATASYNC;
              case WRITETHROUGH, DIRECTSYNC -> Sync.DSYNC;
              case UNSAFE -> Sync.NONE;
            });
    assertThat(HostVantage.as(job(true, 100, Sync.NONE), cache).sync()).isEqualTo(Sync.NONE);
  }

  @Test
  void ioUringIsAWordOfQemus() {
    FreeVolume ring =
        new FreeVolume(
            new DiskSource.Block(Path.of("/dev/x"), SIZE),
            new DiskSpec(SIZE, Cache.NONE, IoMode.IO_URING),
            List.of());

    assertThat(QemuBench.command(job(true, 100, Sync.NONE), ring, 1)).contains("io_uring");
  }
}
