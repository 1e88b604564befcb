package io.poolbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private static final Telemetry TWO_SECONDS =
      new Telemetry(
          List.of(
              new Telemetry.Sample(
                  0, false, Map.of(HostCounter.INTERRUPTS, 100L, HostCounter.KVM_EXITS, 7L)),
              new Telemetry.Sample(1.0, false, Map.of(HostCounter.INTERRUPTS, 150L)),
              new Telemetry.Sample(
                  2.125, true, Map.of(HostCounter.INTERRUPTS, 260L, HostCounter.THROTTLINGS, 1L))));

  @Test
  void isTheSameAfterItsFile() {
    assertThat(Telemetry.parse(TWO_SECONDS.csv())).isEqualTo(TWO_SECONDS);
    assertThat(TWO_SECONDS.csv())
        .startsWith("seconds,phase,qemu_vcpu_ns,")
        .contains("\n1.000,ramp,", "\n2.125,window,");
  }

  @Test
  void totalsAreOfWhatBothEndsHave() {
    TelemetryRecord record = TWO_SECONDS.record("w.telemetry.csv");

    assertThat(record.seconds()).isEqualTo(2.125);
    assertThat(record.totals()).containsExactly(Map.entry("interrupts", 160L));
    assertThat(record.total(HostCounter.INTERRUPTS)).hasValue(160);
    assertThat(record.total(HostCounter.KVM_EXITS)).isEmpty();
    assertThat(new Telemetry(List.of()).record("x").totals()).isEmpty();
  }

  @Test
  void timesBetweenTwoMillisecondsGiveTheSameRecordAfterTheirFile() {
    Telemetry taken =
        new Telemetry(
            List.of(
                new Telemetry.Sample(0.0004, false, Map.of()),
                new Telemetry.Sample(4.3768, true, Map.of())));

    assertThat(Telemetry.parse(taken.csv())).isEqualTo(taken);
    assertThat(Telemetry.parse(taken.csv()).record("w")).isEqualTo(taken.record("w"));
  }

  @Test
  void columnsOfAnotherVersionArePassedOver() {
    Telemetry read = Telemetry.parse("seconds,phase,moons,interrupts\n0.500,window,3,9\n");

    assertThat(read.samples())
        .containsExactly(new Telemetry.Sample(0.5, true, Map.of(HostCounter.INTERRUPTS, 9L)));
  }

  @Test
  void whatIsNoneIsRefused() {
    assertThatThrownBy(() -> Telemetry.parse("seconds,phase,interrupts\n1.0,window,many\n"))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining("damaged");
  }
}
