package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
  private static final List<String> BACKENDS = List.of("a", "b", "c");
  private static final DeviceSubstrate.Layout LAYOUT =
      new DeviceSubstrate.Layout(BACKENDS, 1 << 20, DeviceSubstrate.Use.SLICES, true);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void givesEachBackendOfABlockASliceOfItsOwn(int devices) {
    for (int block = 1; block <= 20; block++) {
      Set<Integer> slices = new HashSet<>();
      for (String backend : BACKENDS) {
        slices.add(LAYOUT.slice(block, backend, devices));
      }
      assertThat(slices).containsExactlyInAnyOrder(0, 1, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void letsEachBackendSeeEverySliceOfEveryDevice(int devices) {
    for (String backend : BACKENDS) {
      Set<String> seen = new HashSet<>();
      for (int block = 1; block <= devices * BACKENDS.size(); block++) {
        seen.add(LAYOUT.device(block, devices) + "/" + LAYOUT.slice(block, backend, devices));
      }
      assertThat(seen).hasSize(devices * BACKENDS.size());
    }
  }

  @Test
  void measuresEveryBlockOnAllDevicesThatAreUsedTogether() {
    DeviceSubstrate.Layout together =
        new DeviceSubstrate.Layout(BACKENDS, 1 << 20, DeviceSubstrate.Use.TOGETHER, true);
    assertThat(List.of(together.device(1, 3), together.device(2, 3), together.device(3, 3)))
        .containsOnly(0);
    assertThat(together.slices()).isFalse();
  }

  @Test
  void measuresAllBackendsOfABlockOnOneDeviceAndTheNextBlockOnTheNext() {
    assertThat(List.of(LAYOUT.device(1, 2), LAYOUT.device(2, 2), LAYOUT.device(3, 2)))
        .containsExactly(0, 1, 0);
  }
}
