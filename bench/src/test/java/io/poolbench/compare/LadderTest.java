package io.poolbench.compare;

import static io.poolbench.result.Fixture.evidence;
import static io.poolbench.result.Fixture.measured;
import static io.poolbench.result.Fixture.trial;
import static io.poolbench.result.Fixture.vantage;
import static io.poolbench.result.Fixture.withVantages;
import static io.poolbench.result.Fixture.workload;
import static io.poolbench.result.IoKind.READ;
import static io.poolbench.result.IoKind.SYNC;
import static io.poolbench.result.IoKind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.poolbench.result.BackendRecord;
import io.poolbench.result.Fixture;
import io.poolbench.result.IoKind;
import io.poolbench.result.IoMeasurement;
import io.poolbench.result.RunResult;
import io.poolbench.result.TrialRecord;
import io.poolbench.result.Vantage;
import io.poolbench.result.VantageResult;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.validity.Judge;
import io.poolbench.validity.Judgement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LadderTest {
  private static final WorkloadRecord LOG = workload("log", 1, WRITE, SYNC);
  private static final WorkloadRecord READS = workload("reads", 1, READ);
  private static final double LEVEL = 0.95;

  private static final BackendRecord BLOCK = backend("block", "block", Map.of());
  private static final BackendRecord RAW =
      backend("raw", "fs", Map.of("filesystem", "ext4", "format", "raw"));
  private static final BackendRecord QCOW2 =
      backend("qcow2", "fs", Map.of("filesystem", "ext4", "format", "qcow2"));

  /** True times of one I/O in nanoseconds, by rung; QEMU adds nothing to the device. */
  private static final Map<String, Double> TRUTH =
      Map.of(
          "host: block", 50e3,
          "host: raw", 58e3,
          "qemu: block", 50e3,
          "qemu: raw", 61e3,
          "qemu: qcow2", 64e3,
          "guest: block", 90e3,
          "guest: raw", 103e3,
          "guest: qcow2", 110e3);

  @TempDir Path folder;

  private static BackendRecord backend(String name, String kind, Map<String, String> own) {
    Map<String, String> settings = new HashMap<>(Map.of("cache", "none", "io", "native"));
    settings.putAll(own);
    return new BackendRecord(name, kind, name, settings);
  }

  private static Map<IoKind, IoMeasurement> reads(double nanos) {
    return Map.of(READ, Fixture.io(1e9 / nanos, nanos));
  }

  /** Half of the time is the write's, half its sync's. */
  private static Map<IoKind, IoMeasurement> log(double nanos) {
    return Map.of(
        WRITE, Fixture.io(1e9 / nanos, nanos / 2), SYNC, Fixture.io(1e9 / nanos, nanos / 2));
  }

  private RunResult run(List<BackendRecord> backends, WorkloadRecord w, List<TrialRecord> trials) {
    List<String> names = backends.stream().map(BackendRecord::name).toList();
    return Fixture.withBackends(
        backends, Fixture.run(folder, names.get(0), names, List.of(w), trials));
  }

  private static List<LadderStep> ladder(RunResult run) {
    return Ladder.of(run, Judge.judge(run), run.run().workloads().get(0), LEVEL);
  }

  /** Trials of a truth: what a block shares, and what each rung of it has of its own. */
  private static List<TrialRecord> drawn(Random random, int blocks, double noise) {
    List<TrialRecord> trials = new ArrayList<>();
    for (int block = 1; block <= blocks; block++) {
      double shared = 3e3 * random.nextGaussian();
      for (BackendRecord b : List.of(BLOCK, RAW, QCOW2)) {
        List<VantageResult> vantages = new ArrayList<>();
        for (Vantage v : List.of(Vantage.HOST, Vantage.QEMU)) {
          Double truth = TRUTH.get(v.word() + ": " + b.name());
          if (truth != null) {
            vantages.add(vantage(v, "log", log(draw(truth, shared, noise, random)), 20));
          }
        }
        double guest = draw(TRUTH.getOrDefault("guest: " + b.name(), 0.0), shared, noise, random);
        trials.add(
            withVantages(
                trial(trials.size() + 1, block, b.name(), measured("log", log(guest), evidence(1))),
                vantages.toArray(VantageResult[]::new)));
      }
    }
    return trials;
  }

  /** Lognormal about the truth, which is the mean. */
  private static double draw(double truth, double shared, double noise, Random random) {
    return truth * Math.exp(noise * random.nextGaussian() - noise * noise / 2) + shared;
  }

  @Test
  void intervalsHoldTheTrueCostOfEachLayerAsOftenAsTheySay() {
    Random random = new Random(20261126);
    int runs = 2_000;
    Map<String, Integer> held = new HashMap<>();
    int falselyTold = 0;
    for (int i = 0; i < runs; i++) {
      RunResult run = run(List.of(BLOCK, RAW, QCOW2), LOG, drawn(random, 5, 0.03));
      List<LadderStep> steps = Ladder.of(run, new Judgement(List.of()), LOG, LEVEL);
      assertThat(steps).hasSize(7);
      for (LadderStep step : steps) {
        double truth =
            TRUTH.getOrDefault(step.upper().label(), 0.0)
                - TRUTH.getOrDefault(step.lower().label(), 0.0);
        String name = step.upper().label() + " over " + step.lower().label();
        held.merge(name, step.added().orElseThrow().contains(truth) ? 1 : 0, Integer::sum);
        falselyTold += truth == 0 && step.isTold() ? 1 : 0;
      }
    }
    assertThat(held).hasSize(7);
    held.forEach((step, count) -> assertThat(100.0 * count / runs).as(step).isBetween(94.0, 96.0));
    assertThat(100.0 * falselyTold / runs).isLessThan(6);
  }

  @Test
  void eachRungStandsOnTheOneThatDiffersByOneLayer() {
    List<LadderStep> steps =
        ladder(run(List.of(BLOCK, RAW, QCOW2), LOG, drawn(new Random(1), 3, 0)));

    assertThat(steps)
        .extracting(s -> s.upper().label() + " < " + s.lower().label() + " = " + s.adds())
        .containsExactly(
            "host: raw < host: block = ext4 and a file",
            "qemu: block < host: block = QEMU's block layer",
            "qemu: raw < host: raw = QEMU's block layer",
            "qemu: qcow2 < qemu: raw = qcow2",
            "guest: block < qemu: block = virtio and the guest",
            "guest: raw < guest: block = ext4 and a file",
            "guest: qcow2 < guest: raw = qcow2");
    assertThat(steps.get(0).addedNanos()).isCloseTo(8e3, within(1e-6));
    assertThat(steps.get(0).ratio()).isBetween(1.1, 1.25);
    assertThat(steps.get(1).isTold()).isFalse();
    assertThat(steps.get(4).isTold()).isTrue();
    assertThat(steps).allSatisfy(s -> assertThat(s.confounded()).isEmpty());
    assertThat(steps).allSatisfy(s -> assertThat(s.medianAdded()).isEmpty());
  }

  @Test
  void aGuestAloneHasNoLadder() {
    TrialRecord alone = trial(1, 1, "block", measured("reads", reads(9e4), evidence(1)));

    assertThat(ladder(run(List.of(BLOCK), READS, List.of(alone)))).isEmpty();
  }

  @Test
  void onlyBlocksOfBothRungsAreCompared() {
    List<TrialRecord> trials = new ArrayList<>();
    for (int block = 1; block <= 4; block++) {
      TrialRecord t =
          trial(block, block, "block", measured("reads", reads(100e3 * block), evidence(1)));
      trials.add(
          block == 2 ? t : withVantages(t, vantage(Vantage.QEMU, "reads", reads(90e3 * block), 0)));
    }

    LadderStep step = ladder(run(List.of(BLOCK), READS, trials)).get(0);

    assertThat(step.pairs()).isEqualTo(3);
    // 10, 30 and 40 µs
    assertThat(step.addedNanos()).isCloseTo(80e3 / 3, within(1e-6));
    assertThat(step.ratio()).isCloseTo(100.0 / 90, within(1e-9));
  }

  @Test
  void mediansAreComparedWhereBothHaveOne() {
    Fixture.histograms(folder, "g.hlog", Map.of(READ, around(200_000)));
    Fixture.histograms(folder, "h.hlog", Map.of(READ, around(150_000)));
    List<TrialRecord> trials = new ArrayList<>();
    for (int block = 1; block <= 3; block++) {
      trials.add(
          withVantages(
              trial(block, block, "raw", measured("reads", "g.hlog", reads(210e3), evidence(1))),
              vantage(Vantage.HOST, "reads", "h.hlog", reads(160e3), 20)));
      trials.add(
          withVantages(
              trial(
                  10 + block, block, "block", measured("reads", "h.hlog", reads(1e5), evidence(1))),
              vantage(Vantage.HOST, "reads", "h.hlog", reads(100e3), 20)));
    }
    List<LadderStep> steps = ladder(run(List.of(BLOCK, RAW), READS, trials));

    LadderStep guest = steps.get(steps.size() - 1);
    assertThat(guest.upper().label()).isEqualTo("guest: raw");
    assertThat(guest.medianAdded().orElseThrow()).isCloseTo(50e3, within(200.0));
    assertThat(steps.get(0).medianAdded().orElseThrow()).isZero();
  }

  private static Histogram around(long nanos) {
    Histogram histogram = new Histogram(3);
    for (int i = -50; i <= 50; i++) {
      histogram.recordValue(nanos + 10L * i);
    }
    return histogram;
  }

  @Test
  void whatElseDiffersIsNamed() {
    BackendRecord cached =
        backend(
            "cached", "dir", Map.of("filesystem", "xfs", "format", "qcow2", "cache", "writeback"));
    BackendRecord threaded =
        backend("threaded", "logical", Map.of("iothread", "on", "durability", "server: x"));
    List<TrialRecord> trials = new ArrayList<>();
    for (BackendRecord b : List.of(BLOCK, RAW, cached, threaded)) {
      trials.add(
          withVantages(
              trial(trials.size() + 1, 1, b.name(), measured("reads", reads(1e5), evidence(1))),
              vantage(Vantage.QEMU, "reads", reads(5e4), 0)));
    }
    List<LadderStep> steps = ladder(run(List.of(BLOCK, RAW, cached, threaded), READS, trials));

    assertThat(confounders(steps, "guest: cached"))
        .containsExactly("cache: none below, writeback above", "filesystem: ext4 below, xfs above");
    assertThat(confounders(steps, "guest: threaded"))
        .containsExactly(
            "iothread: not said below, on above", "durability: not said below, server above");
    assertThat(confounders(steps, "guest: raw")).isEmpty();
    assertThat(steps.get(0).added()).as("one pair has no interval").isEmpty();
  }

  private static List<String> confounders(List<LadderStep> steps, String rung) {
    return steps.stream()
        .filter(s -> s.upper().label().equals(rung))
        .findFirst()
        .orElseThrow()
        .confounded();
  }
}
