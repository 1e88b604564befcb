package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.host.DeviceFinding.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceInspectionTest {
  private static final Path NAME = Path.of("/dev/disk/by-id/wwn-1");

  private static DeviceInspection with(Kind kind) {
    return new DeviceInspection(
        NAME, Optional.empty(), List.of(new DeviceFinding(kind, "it is so", "do this")));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void letsPassContentsAloneWhenTold(Kind kind) {
    List<String> expected =
        kind == Kind.CONTENTS || kind == Kind.DATA ? List.of() : List.of("it is so; do this");
    assertThat(with(kind).refusals(Set.of("wwn-1"))).isEqualTo(expected);
    assertThat(with(kind).refusals(Set.of(NAME.toString()))).isEqualTo(expected);
  }

  @Test
  void letsPassNoContentsOfADiskThatWasNotNamedItself() {
    for (String other : List.of("wwn-2", "wwn", "/dev/disk/by-id", "by-id/wwn-1", "", "*")) {
      assertThat(with(Kind.CONTENTS).refusals(Set.of(other))).containsExactly("it is so; do this");
    }
    assertThat(with(Kind.CONTENTS).refusals(Set.of())).hasSize(1);
  }

  @Test
  void tellsWhatWouldBeOverwrittenWithoutTheRemedy() {
    assertThat(with(Kind.CONTENTS).contents()).containsExactly("it is so");
    assertThat(with(Kind.DATA).contents()).containsExactly("it is so");
    assertThat(with(Kind.IN_USE).contents()).isEmpty();
  }
}
