package io.poolbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.RampRecord;
import io.poolbench.result.RunResult;
import io.poolbench.result.TimeSeries;
import io.poolbench.result.TrialResult;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import io.poolbench.stats.SteadyState.Outcome;
import io.poolbench.validity.Finding;
import io.poolbench.validity.Judge;
import io.poolbench.validity.Steadiness;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real run whose disks are preconditioned and aged, and whose ramps end by themselves. */
class SteadyIT {
  private static final String RUN = "it-steady";
  private static final long DISK = 64L << 20;

  private static final String SCENARIO =
      """
      name: steady
      substrate: { device: loop:320MiB }
      disk: { size: 64MiB }
      precondition: { passes: 2, compressible: 50%, rounds: 1, rounds_max: 2m }
      backends:
        - { kind: dir, name: fresh }
        - { kind: dir, name: aged, fill_level: 80% }
        - { kind: fs, name: scattered, format: qcow2, layout: scattered }
      baseline: fresh
      workloads:
        - { name: mixed, ramp: auto, ramp_max: 8s, fio: { rw: randrw, bs: 4k, iodepth: 8, runtime: 5s } }
      replicates: { min: 1 }
      """;

  private static Sandbox sandbox;
  private static String err = "";
  private static int exitCode;

  @BeforeAll
  static void run() throws Exception {
    sandbox = new Sandbox();
    PoolbenchProcess process = sandbox.startRun(sandbox.write("steady.yaml", SCENARIO), RUN);
    exitCode = process.exitCode();
    err = process.err();
  }

  @AfterAll
  static void close() throws Exception {
    sandbox.close();
  }

  private static RunResult stored() {
    assertThat(exitCode).as(() -> err).isZero();
    return sandbox.load(RUN);
  }

  private static TrialResult trial(String backend) {
    return stored().trialsOf(backend).get(0);
  }

  private static long fact(String backend, String name) {
    Map<String, String> effective = trial(backend).trial().effective();
    assertThat(effective).containsKey(name);
    return Long.parseLong(Objects.requireNonNull(effective.get(name)));
  }

  @Test
  void keepsASeriesThatSumsToWhatFioCounted() {
    for (TrialResult trial : stored().trials()) {
      WorkloadResult measured = trial.workload("mixed").orElseThrow();
      TimeSeries series = trial.series("mixed").orElseThrow();
      for (IoKind kind : List.of(IoKind.READ, IoKind.WRITE)) {
        IoMeasurement fio = Objects.requireNonNull(measured.io().get(kind));
        assertThat(sum(series.ios(), kind) / fio.ios()).as("I/Os").isBetween(0.9, 1.05);
        assertThat(sum(series.bytes(), kind) / fio.bytes()).as("bytes").isBetween(0.9, 1.05);
        assertThat(series.intervals() * series.intervalMillis())
            .as("no ramp is in it")
            .isBetween((long) (0.9 * fio.runtimeMillis()), fio.runtimeMillis() + 100);
        assertThat(Objects.requireNonNull(measured.series()).rounds().get(kind)).hasSize(5);
      }
    }
  }

  private static double sum(Map<IoKind, List<Double>> series, IoKind kind) {
    return Objects.requireNonNull(series.get(kind)).stream().mapToDouble(Double::doubleValue).sum();
  }

  @Test
  void aRampSettlesOrIsSaidNotToHave() {
    RunResult run = stored();
    List<Finding> findings = Judge.judge(run).findings();
    WorkloadRecord asked = run.run().workloads().get(0);
    assertThat(asked.description()).endsWith("ramp until steady, at most 8 s");
    for (TrialResult trial : run.trials()) {
      RampRecord ramp =
          Objects.requireNonNull(trial.workload("mixed").orElseThrow().ramp(), "ramp");
      boolean settled = Steadiness.ofRamp(ramp).outcome() == Outcome.STEADY;

      assertThat(ramp.rounds()).hasSizeBetween(5, 8).allMatch(r -> r.ios() > 0 && r.bytes() > 0);
      assertThat(settled || ramp.rounds().size() == 8).as("ends when settled or at 8 s").isTrue();
      assertThat(trial.trial().phases()).containsKey("ramp");
      assertThat(
              findings.stream()
                  .anyMatch(
                      f ->
                          f.trial() == trial.trial().index()
                              && f.check().equals("ramp-not-settled")))
          .isEqualTo(!settled || ramp.handoverSeconds() > 1);
    }
  }

  @Test
  void anAgedImageLiesInManyMorePiecesThanAFreshOne() {
    long fresh = fact("fresh", "image extents before the workloads");
    long aged = fact("aged", "image extents before the workloads");

    assertThat(aged).isGreaterThanOrEqualTo(10).isGreaterThan(3 * fresh);
    assertThat(fact("aged", "filesystem fill percent")).isBetween(75L, 85L);
    assertThat(fact("aged", "ageing: files removed again"))
        .isPositive()
        .isLessThan(fact("aged", "ageing: files written"));
    assertThat(fact("scattered", "image map extents"))
        .isGreaterThan(100)
        .isGreaterThan(10 * fact("fresh", "image map extents"));
  }

  @Test
  void writesWhatWasAskedForBeforeItMeasures() {
    for (String backend : List.of("fresh", "aged", "scattered")) {
      assertThat(fact(backend, "fill: bytes written")).isEqualTo(2 * DISK);
      assertThat(fact(backend, "fill: bytes at the device")).isGreaterThanOrEqualTo(2 * DISK);
      assertThat(fact(backend, "preconditioning of mixed: bytes asked")).isEqualTo(DISK);
      assertThat(fact(backend, "preconditioning of mixed: bytes written"))
          .isGreaterThan(DISK * 99 / 100);
    }
    assertThat(stored().run().guest().get("fill"))
        .contains("2 passes", "50 % of it compressible", "1 round of writes in its pattern");
    assertThat(Judge.judge(stored()).findings())
        .extracting(Finding::check)
        .doesNotContain("not-preconditioned", "holes");
  }
}
