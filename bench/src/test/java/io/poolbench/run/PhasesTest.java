package io.poolbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhasesTest {
  @Test
  void keepsPhasesInTheirOrderAndAddsWhatBeginsAgain() {
    Phases phases = new Phases();
    phases.begin("fill");
    phases.begin("measure");
    phases.begin("collect");
    phases.begin("measure");
    phases.end();
    assertThat(phases.seconds().keySet()).containsExactly("fill", "measure", "collect");
    assertThat(phases.seconds().values()).allMatch(seconds -> seconds >= 0);
  }

  @Test
  void endingTwiceAddsNothing() {
    Phases phases = new Phases();
    phases.begin("fill");
    phases.end();
    var once = phases.seconds();
    phases.end();
    assertThat(phases.seconds()).isEqualTo(once);
  }

  @Test
  void isEmptyBeforeTheFirstPhase() {
    Phases phases = new Phases();
    phases.end();
    assertThat(phases.seconds()).isEmpty();
  }
}
