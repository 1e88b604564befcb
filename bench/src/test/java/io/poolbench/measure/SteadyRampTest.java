package io.poolbench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.poolbench.result.RampRecord;
import io.poolbench.stats.SteadyState;
import io.poolbench.workload.AutoRamp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyRampTest {
  private static final AutoRamp RAMP = new AutoRamp(Duration.ofSeconds(2), 10);

  @Test
  void readsRoundsFromMoments() {
    RampRecord ramp = SteadyRamp.record(RAMP, "10.00 100 800\n12.00 300 2400\n14.50 800 6400\n");

    assertThat(ramp.rounds())
        .containsExactly(
            new RampRecord.Round(2, 200, 1600 * 512), new RampRecord.Round(2.5, 500, 4000 * 512));
    assertThat(ramp.seconds()).isEqualTo(4.5);
    assertThat(ramp.window()).containsExactly(200.0, 400.0);
    assertThat(ramp.limitSeconds()).isEqualTo(20);
  }

  @Test
  void readsHowLongTheRampWentOnBesideTheMeasuredJobs() {
    RampRecord ramp = SteadyRamp.record(RAMP, "10.00 100 800\n");

    assertThat(
            SteadyRamp.handedOver(ramp, new String[] {"1 2 3 4", "handover 20.10 20.35", "5"})
                .handoverSeconds())
        .isEqualTo(0.25);
    assertThatThrownBy(() -> SteadyRamp.handedOver(ramp, new String[] {"1", "2"}))
        .isInstanceOf(MeasureException.class);
  }

  @Test
  void theGuestsRuleIsTheOneOfTheStatistics(@TempDir Path folder) throws Exception {
    Matcher rule =
        Pattern.compile("awk '(.*)' /run/rounds").matcher(SteadyRamp.script("vda", RAMP));
    assertThat(rule.find()).isTrue();
    Random random = new Random(5);
    int kept = 0;
    for (int window = 0; window < 60; window++) {
      double spread = 0.03 + 0.1 * random.nextDouble();
      double rate = window % 10 == 0 ? 300 : 5000;
      StringBuilder moments = new StringBuilder();
      double time = 100;
      long ios = 1000;
      for (int i = 0; i <= 5 + window % 3; i++) {
        moments.append("%.2f %d %d%n".formatted(time, ios, ios * 8));
        time += 2 + 0.05 * random.nextDouble();
        ios += Math.round(2 * rate * (1 + spread * random.nextGaussian()));
      }
      Path file = Files.writeString(folder.resolve("rounds"), moments);
      Process awk = new ProcessBuilder("awk", rule.group(1), file.toString()).start();
      boolean stops = awk.waitFor() == 0;
      SteadyState state = SteadyState.of(SteadyRamp.record(RAMP, moments.toString()).window());
      assertThat(stops)
          .as(moments + " " + state)
          .isEqualTo(state.outcome() == SteadyState.Outcome.STEADY);
      kept += stops ? 1 : 0;
    }
    assertThat(kept).as("some windows settle, some do not").isBetween(10, 50);
  }
}
