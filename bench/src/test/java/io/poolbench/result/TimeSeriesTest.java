package io.poolbench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeSeriesTest {
  private static final TimeSeries MIXED =
      new TimeSeries(
          200,
          Map.of(IoKind.READ, List.of(10.25, 0.0), IoKind.WRITE, List.of(1.5, 2.0)),
          Map.of(IoKind.READ, List.of(41984.0, 0.0), IoKind.WRITE, List.of(6144.0, 8192.0)));

  @Test
  void isARowForEachIntervalAndKind() {
    assertThat(MIXED.csv())
        .isEqualTo(
            """
            end_ms,kind,ios,bytes
            200,read,10.25,41984
            200,write,1.50,6144
            400,read,0.00,0
            400,write,2.00,8192
            """);
  }

  @Test
  void isReadAsItWasWritten() {
    assertThat(TimeSeries.parse(MIXED.csv(), 200)).isEqualTo(MIXED);
  }

  @Test
  void refusesWhatIsDamaged() {
    assertThatThrownBy(() -> TimeSeries.parse("end_ms,kind,ios,bytes\n200,rea", 200))
        .isInstanceOf(ResultException.class);
  }
}
