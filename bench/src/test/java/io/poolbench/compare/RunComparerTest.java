package io.poolbench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poolbench.compare.RunComparison.Row;
import io.poolbench.result.IoKind;
import io.poolbench.result.Metric;
import io.poolbench.result.RunResult;
import io.poolbench.result.Statistic;
import io.poolbench.result.SyntheticRun;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Judgement;
import io.poolbench.validity.Validity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparerTest {
  private static final Metric READ_LATENCY = new Metric(IoKind.READ, Statistic.LATENCY_MEAN);
  private static final Judgement CLEAN = new Judgement(List.of());

  @TempDir Path results;

  private SyntheticRun run(String id, long seed) {
    return new SyntheticRun(seed).id(id).blocks(6).noise(0.004);
  }

  private static RunComparison compare(RunResult base, RunResult... others) {
    return RunComparer.compare(
        new JudgedRun(base, CLEAN),
        List.of(others).stream().map(o -> new JudgedRun(o, CLEAN)).toList());
  }

  private static Row row(RunComparison c, String run, String backend, Metric metric) {
    return c.rows().stream()
        .filter(r -> r.candidate().equals(run) && r.backend().equals(backend))
        .filter(r -> r.workload().equals("randread-4k-qd1") && r.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void findsTheBackendThatBecameSlowerAndNoOther() {
    RunComparison c =
        compare(
            run("base", 1).store(results),
            run("same", 2).store(results),
            run("slower", 3).cost("dir-raw", 1.08 * 1.10).store(results));

    Row row = row(c, "slower", "dir-raw", READ_LATENCY);
    assertThat(row.verdict()).isEqualTo(Verdict.SLOWER);
    assertThat(row.ratio().orElseThrow()).isCloseTo(1.10, within(0.01));
    assertThat(row.interval().orElseThrow().contains(1.10)).isTrue();
    assertThat(c.regressions())
        .isNotEmpty()
        .allSatisfy(r -> assertThat(r.candidate()).isEqualTo("slower"))
        .allSatisfy(r -> assertThat(r.backend()).isEqualTo("dir-raw"));
    assertThat(row(c, "same", "dir-raw", READ_LATENCY).verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(c.tests()).isEqualTo(2 * 8 * 5);
    assertThat(c.untold()).isEmpty();
    assertThat(c.differences()).containsExactly(List.of(), List.of());
  }

  @Test
  void callsNoRegressionWhatIsSlowerWithinTheZone() {
    RunComparison c =
        compare(
            run("base", 1).noise(0.0005).store(results),
            run("slower", 3).noise(0.0005).cost("dir-raw", 1.08 * 1.012).store(results));

    Row row = row(c, "slower", "dir-raw", READ_LATENCY);
    assertThat(row.verdict()).isEqualTo(Verdict.EQUIVALENT);
    assertThat(row.interval().orElseThrow().low()).isGreaterThan(1);
    assertThat(c.regressions()).isEmpty();
  }

  @Test
  void callsARunThatBecameFasterFaster() {
    RunComparison c =
        compare(
            run("base", 1).store(results), run("faster", 3).cost("dir-qcow2", 1).store(results));

    assertThat(row(c, "faster", "dir-qcow2", READ_LATENCY).verdict()).isEqualTo(Verdict.FASTER);
    assertThat(c.regressions()).isEmpty();
  }

  @Test
  void saysOfWhichFiguresNothingCanBeSaid() {
    RunComparison c =
        compare(run("base", 1).store(results), run("short", 3).blocks(2).store(results));

    assertThat(c.untold()).hasSize(8 * 5);
    assertThat(row(c, "short", "block", READ_LATENCY).verdict()).isEqualTo(Verdict.NO_INTERVAL);
    assertThat(row(c, "short", "block", READ_LATENCY).ratio()).isPresent();
  }

  @Test
  void leavesInvalidTrialsOut() {
    RunResult base = run("base", 1).store(results);
    RunResult other = run("other", 2).store(results);
    Judgement bad =
        new Judgement(
            other.trialsOf("block").stream()
                .map(
                    t ->
                        new Finding(
                            t.trial().index(), "block", "*", "test", Validity.INVALID, "it failed"))
                .toList());

    RunComparison c =
        RunComparer.compare(new JudgedRun(base, CLEAN), List.of(new JudgedRun(other, bad)));

    Row row = row(c, "other", "block", READ_LATENCY);
    assertThat(row.verdict()).isEqualTo(Verdict.NO_DATA);
    assertThat(row.run().excluded()).isEqualTo(6);
    assertThat(row.base().n()).isEqualTo(6);
  }

  @Test
  void namesWhatOfTwoRunsIsNotAlike() {
    RunResult base = run("base", 1).store(results);
    RunResult other =
        run("other", 2)
            .place("lab")
            .substrate(Map.of("device", "loop:4GiB", "filesystem below", "xfs"))
            .with("disk", Map.of("cache", "writeback"))
            .store(results);

    assertThat(UnlikeRuns.differences(base, other))
        .contains(
            "place: local in base, lab in other", "filesystem below: ext4 in base, xfs in other")
        .anyMatch(d -> d.startsWith("backend disk: ") && d.contains("writeback"))
        .hasSize(3);
    assertThat(UnlikeRuns.differences(base, run("third", 9).blocks(3).store(results))).isEmpty();
  }
}
