package io.poolbench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.result.DiskCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostCountersTest {
  private static final DiskCounters IDLE = new DiskCounters(0, 0, 0, 0, 0, 0);

  private static HostCounters at(long seconds, long busy, long steal, long total, long ioMicros) {
    return new HostCounters(seconds * 1_000_000_000, busy, steal, total, ioMicros, ioMicros, IDLE);
  }

  @Test
  void givesSharesOfTheWindowBetweenTwoReadings() {
    HostCounters before = at(10, 1000, 50, 4000, 500_000);
    HostCounters after = at(14, 1300, 60, 4800, 1_500_000);
    assertThat(after.busyPercentSince(before)).isEqualTo(37.5);
    assertThat(after.stealPercentSince(before)).isEqualTo(1.25);
    assertThat(after.ioPressurePercentSince(before)).isEqualTo(25.0);
    assertThat(after.cpuPressurePercentSince(before)).isEqualTo(25.0);
  }

  @Test
  void givesNoShareOfAnEmptyWindowAndNoPressureWithoutPsi() {
    HostCounters now = at(10, 1000, 50, 4000, 0);
    HostCounters without = new HostCounters(11, 0, 0, 0, null, null, IDLE);
    assertThat(now.busyPercentSince(now)).isZero();
    assertThat(without.ioPressurePercentSince(now)).isNull();
    assertThat(now.cpuPressurePercentSince(without)).isNull();
  }

  @Test
  void readsThisMachine() throws Exception {
    Path device;
    try (Stream<Path> devices = Files.list(Path.of("/sys/class/block"))) {
      device = devices.sorted().findFirst().orElseThrow();
    }
    HostCounters read =
        HostCounters.read(List.of(Path.of("/dev", String.valueOf(device.getFileName()))));
    assertThat(read.busyTicks()).isPositive();
    assertThat(read.totalTicks()).isGreaterThanOrEqualTo(read.busyTicks() + read.stealTicks());
  }

  @Test
  void addsUpSeveralDevices() {
    DiskCounters sum =
        new DiskCounters(1, 2, 3, 4, 5, 6).and(new DiskCounters(10, 20, 30, 40, 50, 60));
    assertThat(sum).isEqualTo(new DiskCounters(11, 22, 33, 44, 55, 66));
  }

  @Test
  void failsOnADeviceThatIsNotThere() {
    assertThatThrownBy(() -> HostCounters.read(List.of(Path.of("/dev/no-such-device"))))
        .isInstanceOf(IOException.class);
  }
}
