package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogicalBackendTest extends LogicalContract {
  @Override
  Map<String, String> options() {
    return options("linear", "off", "auto");
  }

  @Test
  void refusesAChunkSizeWhereNothingHasChunks() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backend("linear", "off", "64KiB"))
        .withMessageStartingWith("chunk_size is of thin volumes and of snapshots");
  }

  @ParameterizedTest
  @CsvSource({"thin, off, 32KiB", "thin, on, 4KiB", "linear, on, 1MiB"})
  void refusesAChunkSizeThatLvmWould(String type, String snapshot, String chunk) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backend(type, snapshot, chunk))
        .withMessageStartingWith("chunk_size of a")
        .withMessageEndingWith("not " + chunk);
  }

  @Test
  void refusesAThinPoolWhoseMetadataNoKernelTakes() {
    DiskSpec huge = new DiskSpec(32L << 40, DiskSpec.Cache.NONE, DiskSpec.IoMode.NATIVE);
    BackendKind kind = Backends.kind("logical").orElseThrow();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind.factory().create("n", huge, options("thin", "off", "64KiB")))
        .withMessageStartingWith("chunk_size is too small");
    assertThat(kind.factory().create("n", huge, options("thin", "off", "256KiB")).substrateBytes())
        .isGreaterThan(32L << 40);
    assertThat(kind.factory().create("n", huge, options("thin", "off", "auto")).substrateBytes())
        .isLessThan((32L << 40) + (1L << 30));
  }

  @Test
  void looksAtTheSitesDeviceAlone() {
    StorageBackend thin = backend("thin", "on", "auto");
    VolumeSource.Commanded made = (VolumeSource.Commanded) thin.volumeSource(SITE);
    assertThat(made.path()).isEqualTo(volumePath());
    assertThat(made.commands()).hasSize(2);
    List<HostCommand> all = new java.util.ArrayList<>(made.commands());
    all.addAll(thin.afterFill(SITE));
    assertThat(all)
        .allSatisfy(
            command ->
                assertThat(command.words())
                    .startsWith("lvcreate", "--config")
                    .anyMatch(word -> word.contains("filter=[\"a|^/dev/loop7$|\",\"r|.*|\"]")));
  }

  @Test
  void looksAtTheDevicesItIsBuiltOnAndNoOther() {
    VolumeSource.Commanded made =
        (VolumeSource.Commanded) over("2", "auto", "off", "auto").volumeSource(SITE);
    assertThat(made.commands().get(0).words())
        .anyMatch(w -> w.contains("filter=[\"a|^/dev/loop7$|\",\"a|^/dev/loop8$|\",\"r|.*|\"]"))
        .containsSequence("--stripes", "2", "--stripesize", "65536b");
  }

  @Test
  void keepsDataAndCacheApart() {
    VolumeSource.Commanded made =
        (VolumeSource.Commanded) over("1", "auto", "writethrough", "auto").volumeSource(SITE);
    assertThat(made.commands().get(0).words()).endsWith("poolbench-run", "/dev/loop7");
    assertThat(made.commands().get(1).words()).endsWith("67108864b", "poolbench-run", "/dev/loop8");
    assertThat(made.commands().get(2).words())
        .startsWith("lvconvert")
        .containsSequence("--type", "cache", "--cachemode", "writethrough")
        .endsWith("poolbench-run/disk");
  }

  @Test
  void tellsWhereAFlushedWriteIs() {
    assertThat(over("2", "auto", "off", "auto").durability()).isEqualTo(Durability.DEVICE);
    assertThat(over("1", "auto", "writethrough", "auto").durability()).isEqualTo(Durability.DEVICE);
    assertThat(over("1", "auto", "writeback", "auto").durability())
        .isEqualTo(Durability.CACHE_DEVICE);
    assertThat(over("1", "auto", "writecache", "auto").durability())
        .isEqualTo(Durability.CACHE_DEVICE);
  }

  @ParameterizedTest
  @CsvSource({"writeback, dm-cache", "writecache, dm-writecache"})
  void needsTheKernelsModuleOfItsCache(String cache, String module) {
    assertThat(over("1", "auto", cache, "auto").requirements())
        .contains(new Requirement.KernelModule(module));
    assertThat(over("1", "auto", "off", "auto").requirements())
        .doesNotContain(new Requirement.KernelModule(module));
  }

  @Test
  void refusesWhatIsOfStripesOrOfACacheWithoutThem() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> over("1", "64KiB", "off", "auto"))
        .withMessageStartingWith("stripe_size is for stripes: 2 and more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> over("1", "auto", "off", "64MiB"))
        .withMessageStartingWith("lvm_cache_size is for lvm_cache: ");
    BackendKind kind = Backends.kind("logical").orElseThrow();
    for (Map<String, String> options :
        List.of(
            options("thin", "off", "auto", "1", "auto", "writeback", "auto"),
            options("linear", "on", "auto", "1", "auto", "writeback", "auto"))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> kind.factory().create("n", DISK, options))
          .withMessageStartingWith("lvm_cache goes with type: linear without a snapshot");
    }
  }

  @Test
  void keepsADevicesNameInsideItsPattern() {
    assertThat(Lvm.words(List.of(Path.of("/dev/a|\"]}$(x) b")), "vgs").get(2))
        .startsWith("devices{filter=[\"a|^/dev/a......x..b$|\",\"r|.*|\"]}");
  }

  @Test
  void needsThinToolsForThinVolumesAlone() {
    Requirement check = new Requirement.Tool("thin_check", "thin-provisioning-tools");
    Requirement snapshots = new Requirement.KernelModule("dm-snapshot");
    assertThat(backend("linear", "off", "auto").requirements()).doesNotContain(check, snapshots);
    assertThat(backend("linear", "on", "auto").requirements())
        .contains(snapshots)
        .doesNotContain(check);
    assertThat(backend("thin", "on", "auto").requirements())
        .contains(check, new Requirement.KernelModule("dm-thin-pool"))
        .doesNotContain(snapshots);
  }

  @Test
  void takesItsSnapshotOnlyOnceTheDiskIsFilled() {
    assertThat(backend("linear", "off", "auto").afterFill(SITE)).isEmpty();
    assertThat(backend("linear", "on", "16KiB").afterFill(SITE).get(0).words())
        .contains("--snapshot", "16384b")
        .endsWith("poolbench-run/disk");
    assertThat(backend("thin", "on", "auto").afterFill(SITE).get(0).words())
        .doesNotContain("--size", "--chunksize")
        .containsSequence("--setactivationskip", "n");
  }
}
