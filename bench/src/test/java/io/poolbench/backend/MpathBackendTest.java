package io.poolbench.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the lab's own map. */
class MpathBackendTest extends StorageBackendContractTest {
  @Override
  String word() {
    return "mpath";
  }

  @Override
  Map<String, String> options() {
    Map<String, String> options = new HashMap<>();
    options.put("map", "lab");
    options.put("selector", "auto");
    return options;
  }

  @Override
  Path volumePath() {
    return Path.of("/dev/mapper/poolbench-run");
  }

  @Test
  void makesAMapOfTheRunsOwnOverTwoPathsToATargetOfItsOwn() {
    Preparation.Paths paths = (Preparation.Paths) backend().preparation(SITE);

    assertThat(paths.iqn()).isEqualTo(IscsiBackend.iqn(SITE.poolName()));
    assertThat(paths.portals()).hasSize(2).doesNotHaveDuplicates();
    assertThat(paths.selector()).isEqualTo("service-time");
    assertThat(backend().volumeSource(SITE))
        .isEqualTo(new VolumeSource.Mapped(SITE.poolName(), true));
    assertThat(backend().settings())
        .containsEntry("paths", "2")
        .containsEntry("selector", "service-time");
    assertThat(backend().requirements()).hasAtLeastOneElementOfType(Requirement.LabServer.class);
  }

  @Test
  void aMapOfSomebodysEndsElsewhereAndIsNotTheRuns() {
    StorageBackend theirs =
        new MpathBackend(
            "m", backend().disk(), MpathOptions.from(Map.of("map", "mpatha", "selector", "auto")));

    assertThat(theirs.volumeSource(SITE)).isEqualTo(new VolumeSource.Mapped("mpatha", false));
    assertThat(theirs.preparation(SITE)).isEqualTo(new Preparation.None());
    assertThat(theirs.isOnSubstrate()).isFalse();
    assertThat(theirs.bytesEnd()).isEqualTo(BytesEnd.ADAPTER);
    assertThat(theirs.durability()).isEqualTo(Durability.UNKNOWN);
    assertThat(theirs.requirements()).doesNotHaveAnyElementsOfTypes(Requirement.LabServer.class);
  }

  @ParameterizedTest
  @CsvSource({
    "../sda, auto, map must be",
    "'', auto, map must be",
    "mpatha, round-robin, selector"
  })
  void refusesWhatIsNoMapAndASelectorForOneOfYours(String map, String selector, String words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MpathOptions.from(Map.of("map", map, "selector", selector)))
        .withMessageStartingWith(words);
  }
}
