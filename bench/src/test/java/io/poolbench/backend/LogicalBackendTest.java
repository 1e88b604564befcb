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
  void keepsADevicesNameInsideItsPattern() {
    assertThat(Lvm.words(Path.of("/dev/a|\"]}$(x) b"), "vgs").get(2))
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
