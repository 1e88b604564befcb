package io.poolbench.substrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.host.DeviceIdentity;
import io.poolbench.host.NodeIdentity;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupDevicesTest {
  private static GroupDevices.Made made(String node, String serial) {
    Path path = Path.of(node);
    DeviceIdentity disk =
        new DeviceIdentity(path, path, "7:0", 12, 1L << 30, serial, "", "a model");
    return new GroupDevices.Made(path, new NodeIdentity(disk, ""));
  }

  @Test
  void readsBackWhatItWroteIntoTheJournal() {
    GroupDevices devices =
        new GroupDevices(
            List.of(made("/dev/sda", "a"), made("/dev/sdb", "b"), made("/dev/sdc", "c")));
    Map<String, String> details = new LinkedHashMap<>(devices.details());
    details.put("since", "2026-01-01T00:00:00Z");

    assertThat(GroupDevices.of(details)).isEqualTo(devices);
    assertThat(GroupDevices.of(details).nodes())
        .containsExactly(Path.of("/dev/sda"), Path.of("/dev/sdb"), Path.of("/dev/sdc"));
  }

  @Test
  void readsAJournalThatKnewOneDeviceAlone() {
    GroupDevices.Made made = made("/dev/sda", "a");
    Map<String, String> details = new LinkedHashMap<>(made.identity().details());
    details.put("device", "/dev/sda");

    assertThat(GroupDevices.of(details).devices()).containsExactly(made);
  }
}
