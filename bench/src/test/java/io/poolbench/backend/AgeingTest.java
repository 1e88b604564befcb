package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeingTest {
  private static final DiskSpec DISK =
      new DiskSpec(64L << 20, DiskSpec.Cache.NONE, DiskSpec.IoMode.NATIVE);

  private static StorageBackend backend(Map<String, String> unlike) {
    return Backends.kind("dir").orElseThrow().example(DISK, unlike);
  }

  @Test
  void nothingIsAgedUnlessAsked() {
    assertThat(backend(Map.of()).ageing()).isEqualTo(StorageBackend.NOT_AGED);
    assertThat(backend(Map.of()).settings()).doesNotContainKeys("fill_level", "layout");
    assertThat(Backends.kind("block").orElseThrow().example(DISK, Map.of()).ageing())
        .isEqualTo(StorageBackend.NOT_AGED);
  }

  @Test
  void anAgedFilesystemHasRoomForFilesThatStay() {
    StorageBackend fresh = backend(Map.of());
    StorageBackend aged = backend(Map.of("fill_level", "80%"));

    assertThat(aged.ageing()).isEqualTo(new Ageing(80, false));
    assertThat(aged.settings()).containsEntry("fill_level", "80%").doesNotContainKey("layout");
    assertThat(aged.substrateBytes()).isEqualTo(fresh.substrateBytes() * 100 / 75);
    assertThat(aged.requirements()).contains(new Requirement.Tool("filefrag", "e2fsprogs"));
    assertThat(fresh.requirements()).doesNotContain(new Requirement.Tool("filefrag", "e2fsprogs"));
  }

  @Test
  void aScatteredImageIsFirstWrittenByItsClusters() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("layout", "scattered");
    assertThat(backend(options).firstWriteBytes()).isEqualTo(64 << 10);
    options.putAll(Map.of("format", "qcow2", "cluster_size", "256KiB"));
    assertThat(backend(options).firstWriteBytes()).isEqualTo(256 << 10);
    assertThat(backend(options).ageing().scattered()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9%", "96%", "80", "0.8", "", "080%%"})
  void refusesWhatIsNoLevel(String level) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> backend(Map.of("fill_level", level)))
        .withMessageStartingWith("fill_level: '" + level + "'");
  }

  @Test
  void onlyKindsWithAFilesystemOfTheirOwnTakeIt() {
    assertThat(
            Backends.kinds().stream()
                .filter(k -> k.options().stream().anyMatch(o -> o.key().equals("fill_level")))
                .map(BackendKind::kind))
        .isEqualTo(List.of("fs", "dir", "file"));
  }
}
