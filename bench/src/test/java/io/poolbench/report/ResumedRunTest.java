package io.poolbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.Fixture;
import io.poolbench.result.Resumption;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumedRunTest {
  private static final Instant BEFORE = Fixture.start();
  private static final Instant RESUMED = BEFORE.plusSeconds(3600);
  private static final Instant AFTER = RESUMED.plusSeconds(60);

  @TempDir Path folder;

  private static TrialRecord trial(int index, int block, String backend, int boot, Instant begun) {
    return Fixture.in(boot, begun, Fixture.trial(index, block, backend));
  }

  private static Resumption from(int trial, Integer... repeated) {
    return new Resumption(RESUMED, trial, List.of(repeated), "0.2.0", "0.4 0.3 0.2 1/99 7");
  }

  private RunResult run(TrialRecord... trials) {
    return Fixture.run(folder, "a", List.of("a", "b"), List.of(), List.of(trials));
  }

  private RunResult torn(Integer... repeated) {
    return Fixture.resumed(
        run(
            trial(1, 1, "a", 1, BEFORE),
            trial(2, 1, "b", 1, BEFORE),
            trial(3, 2, "b", 2, BEFORE),
            trial(4, 2, "a", 3, AFTER)),
        from(4, repeated));
  }

  @Test
  void saysNothingOfARunMeasuredInOneGo() {
    assertThat(new ResumedRun(run(trial(1, 1, "a", 1, BEFORE))).isOne()).isFalse();
  }

  @Test
  void saysWhenARunWasResumedAndWhichBlockWasTornApart() {
    assertThat(new ResumedRun(torn()).sentences())
        .isEqualTo(
            "It was not measured in one go: it went on at 2026-01-02 04:04:05 UTC from trial 4,"
                + " each time on a substrate written anew and in newly booted guests. Block 2 was"
                + " measured on more than one boot of the guest: what differs between boots is"
                + " part of its ratios.");
  }

  @Test
  void saysThatNoBlockWasTornApartWhereNoneWas() {
    RunResult whole =
        Fixture.resumed(
            run(
                trial(1, 1, "a", 1, BEFORE),
                trial(2, 1, "b", 1, BEFORE),
                trial(3, 2, "b", 2, AFTER),
                trial(4, 2, "a", 2, AFTER)),
            from(3));

    assertThat(new ResumedRun(whole).sentences()).contains("No block was torn apart");
  }

  @Test
  void looksAtSessionsWhereEachTrialBootsItsOwnGuest() {
    Map<String, String> perTrial = Map.of("boot", "per-trial");
    TrialRecord[] block = {
      trial(1, 1, "a", 1, BEFORE), trial(2, 1, "b", 2, BEFORE), trial(3, 2, "a", 3, AFTER)
    };
    TrialRecord[] tornBlock = {trial(1, 1, "a", 1, BEFORE), trial(2, 1, "b", 2, AFTER)};

    assertThat(
            new ResumedRun(Fixture.withGuest(perTrial, Fixture.resumed(run(block), from(3))))
                .sentences())
        .contains("No block was torn apart");
    assertThat(
            new ResumedRun(Fixture.withGuest(perTrial, Fixture.resumed(run(tornBlock), from(2))))
                .sentences())
        .contains("Block 1 was measured partly before and partly after that");
  }

  @Test
  void namesTrialsThatHadFailedAndWereMeasuredAgain() {
    assertThat(new ResumedRun(torn(2, 4)).sentences())
        .endsWith(
            "Trials 2 and 4 had failed and were measured again; what failed is kept in attempts/"
                + " and enters nothing.");
  }

  @Test
  void namesEachResumption() {
    RunResult twice =
        Fixture.resumed(
            torn(),
            new Resumption(AFTER.plusSeconds(60), 5, List.of(), "0.2.0", "9.9 9.9 9.9 1/99 8"));

    assertThat(new ResumedRun(twice).sentences())
        .contains("04:04:05 UTC from trial 4, then at 2026-01-02 04:06:05 UTC from trial 5");
    assertThat(new ResumedRun(twice).fact())
        .isEqualTo(
            "2026-01-02 04:04:05 UTC from trial 4 by poolbench 0.2.0, load 0.4 0.3 0.2 1/99 7;"
                + " 2026-01-02 04:06:05 UTC from trial 5 by poolbench 0.2.0, load 9.9 9.9 9.9"
                + " 1/99 8");
  }

  @Test
  void standsInThePageAndInTheSummary() throws Exception {
    Path page = Reports.render(SyntheticComparison.of(torn()), folder.resolve("reports"));

    for (Path file : List.of(page, page.resolveSibling("summary.md"))) {
      assertThat(Files.readString(file))
          .contains("Resumed run", "Block 2 was measured on more than one boot of the guest");
    }
    assertThat(Files.readString(page)).contains("by poolbench 0.2.0, load 0.4", ">boot</th>");
  }
}
