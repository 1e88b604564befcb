package io.poolbench.hostio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poolbench.workload.PlainJob.Arrivals;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static Schedule of(Arrivals arrivals, int threads) {
    Offsets random = Offsets.of(new Request(Jobs.READS.job(), Path.of("/dev/x"), 1 << 20), 0);
    Schedule schedule = new Schedule(arrivals, threads, random);
    schedule.start(1_000);
    return schedule;
  }

  @Test
  void equalArrivalsShareTheRateAmongThreads() {
    Schedule schedule = of(new Arrivals(1_000, false), 4);

    assertThat(schedule.due()).isEqualTo(4_001_000);
    schedule.advance();
    assertThat(schedule.due()).isEqualTo(8_001_000);
  }

  @Test
  void poissonGapsHaveTheMeanAndTheSpreadOfTheirRate() {
    Schedule schedule = of(new Arrivals(10_000, true), 1);
    int gaps = 100_000;
    double sum = 0;
    double squares = 0;
    long before = schedule.due();
    for (int i = 0; i < gaps; i++) {
      schedule.advance();
      double gap = schedule.due() - before;
      before = schedule.due();
      sum += gap;
      squares += gap * gap;
    }
    double mean = sum / gaps;

    assertThat(mean).isCloseTo(100_000, within(1_500.0));
    assertThat(Math.sqrt(squares / gaps - mean * mean) / mean).isCloseTo(1, within(0.02));
  }

  @Test
  void whatIsDueAndHasNotBegunIsCounted() {
    Schedule schedule = of(new Arrivals(1_000, false), 1);

    assertThat(schedule.behind(500_000)).isZero();
    assertThat(schedule.behind(11_001_000)).isCloseTo(10, within(1e-6));
  }

  @Test
  void waitingEndsWhenTheNextIsDue() {
    Schedule schedule = of(new Arrivals(200, false), 1);
    schedule.start(System.nanoTime());

    schedule.await();

    assertThat(System.nanoTime()).isGreaterThanOrEqualTo(schedule.due());
  }
}
