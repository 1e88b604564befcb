package io.poolbench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.poolbench.fio.FioJobFile;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AutoRampTest {
  private static final FioJobFile JOBS =
      FioJobFile.parse("[global]\nruntime=30\n[a]\nrw=randwrite\nend_fsync=1\nio_size=1g\n").file();

  @Test
  void aRoundIsAFifthOfTheWindowAndAtLeastASecond() {
    AutoRamp ramp = AutoRamp.before(Duration.ofSeconds(30), Duration.ofSeconds(61));

    assertThat(ramp.round()).isEqualTo(Duration.ofSeconds(6));
    assertThat(ramp.mostRounds()).isEqualTo(10);
    assertThat(ramp.bound()).isEqualTo(Duration.ofSeconds(60));
    assertThat(AutoRamp.before(Duration.ofSeconds(2), Duration.ofSeconds(5)).round())
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(AutoRamp.shortest(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AutoRamp.before(Duration.ofSeconds(30), Duration.ofSeconds(29)));
  }

  @Test
  void theWorkloadSaysSoAndTakesTheBoundForItsTime() {
    FioWorkload workload =
        new FioWorkload(
            "w",
            JOBS,
            java.util.Optional.of(AutoRamp.before(Duration.ofSeconds(30), Duration.ofSeconds(60))));

    assertThat(workload.rampTime()).isEqualTo(Duration.ofSeconds(61));
    assertThat(workload.description()).endsWith(", ramp until steady, at most 60 s");
    assertThat(workload.effective("/dev/vda", 1 << 20, 1).render()).contains("ramp_time=1000ms");
  }

  @Test
  void warmsUpWithoutBoundsOrLogsAndOnOtherOffsets() {
    FioWorkload workload =
        new FioWorkload(
            "w",
            JOBS,
            java.util.Optional.of(AutoRamp.before(Duration.ofSeconds(30), Duration.ofSeconds(60))));

    String warmUp = workload.warmUp("/dev/vda", 1 << 20, 1).render();
    String measured = workload.effective("/dev/vda", 1 << 20, 1).render();

    assertThat(warmUp)
        .contains("rw=randwrite", "runtime=360000ms", "time_based=1", "filename=/dev/vda")
        .doesNotContain("io_size", "end_fsync", "_log", "ramp_time", "runtime=30\n");
    assertThat(seed(warmUp)).isNotEqualTo(seed(measured));
  }

  private static String seed(String job) {
    return job.lines().filter(l -> l.startsWith("randseed=")).findFirst().orElseThrow();
  }
}
