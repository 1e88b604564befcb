package io.poolbench.scenario;

import io.poolbench.backend.StorageBackend;
import io.poolbench.workload.FioWorkload;
import io.poolbench.workload.Precondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run of a scenario will do: its blocks in order, and how long they are likely to take.
 *
 * @param seed fixes the order and fio's offsets
 */
public record RunPlan(Scenario scenario, long seed, List<Block> blocks) {
  private static final double MILLIS = 1000;

  /** Small blocks are written some times slower than a fill's large ones. */
  private static final double SLOWER_IN_A_PATTERN = 5;

  public RunPlan {
    blocks = List.copyOf(blocks);
  }

  /**
   * The blocks that a run of a scenario measures in any case. Those that follow from what was
   * measured are no part of it.
   */
  public static RunPlan of(Scenario scenario, long seed) {
    return new RunPlan(scenario, seed, List.of()).withBlocks(scenario.replicates().min());
  }

  /** As many blocks of all backends, for an estimate of what a run takes at most. */
  public RunPlan withBlocks(int count) {
    FixedPlanner planner = new FixedPlanner(scenario, seed, count);
    List<Block> all = new ArrayList<>();
    for (int done = 0; done < count; done++) {
      planner.next(done).ifPresent(all::add);
    }
    return new RunPlan(scenario, seed, all);
  }

  /** In which order blocks measure the backends. */
  public BlockOrder order() {
    return new BlockOrder(scenario.backends().stream().map(StorageBackend::name).toList(), seed);
  }

  /** All trials in order. */
  public List<Trial> trials() {
    return blocks.stream().flatMap(block -> block.trials().stream()).toList();
  }

  /**
   * The seed of fio's generators for one measurement, 1 to 2^31-1. All backends of a block get the
   * same, so that they are asked for the same offsets and can be compared in pairs; each block gets
   * another, so that no replicate repeats the offsets of the one before.
   */
  public long seedOf(Trial trial, FioWorkload workload) {
    return fioSeed(seed, trial.block(), workload.name());
  }

  static long fioSeed(long seed, int block, String workload) {
    long mixed = SplitMix64.mix(seed) + block;
    for (int i = 0; i < workload.length(); i++) {
      mixed = SplitMix64.mix(mixed + workload.charAt(i));
    }
    return new SplitMix64(mixed).below(Integer.MAX_VALUE) + 1L;
  }

  /** The likely duration of the whole run on a machine of this pace. */
  public Estimate estimate(Pace pace) {
    int trials = blocks.stream().mapToInt(block -> block.trials().size()).sum();
    int boots = scenario.boot() == BootMode.PER_BLOCK ? blocks.size() : trials;
    int workloads = scenario.workloads().size();
    Duration measuring =
        scenario.workloads().stream()
            .map(RunPlan::measuringTime)
            .reduce(Duration.ZERO, Duration::plus)
            .multipliedBy(trials);
    return new Estimate(
        measuring,
        seconds(trials * fillSeconds(pace)),
        seconds(boots * pace.bootSeconds()),
        seconds(scenario.substrate().fileBytes() / pace.fillBytesPerSecond()),
        seconds(
            trials
                * (pace.overheadSecondsPerTrial()
                    + workloads * pace.overheadSecondsPerWorkload())));
  }

  /** In the guest, and at most as often again from elsewhere. */
  private static Duration measuringTime(FioWorkload w) {
    return w.rampTime().plus(w.measuringTime()).multipliedBy(1 + w.further().size());
  }

  /** All that is written before a trial's measurements. */
  private double fillSeconds(Pace pace) {
    Precondition asked = scenario.precondition();
    double once = scenario.disk().sizeBytes() / pace.fillBytesPerSecond();
    double rounds =
        Math.min(asked.bound().toSeconds(), asked.rounds() * once * SLOWER_IN_A_PATTERN);
    return asked.passes() * once + scenario.workloads().size() * rounds;
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * MILLIS));
  }

  /**
   * Where the time of a run goes.
   *
   * @param measuring ramps and runtimes of all workloads, from wherever they are measured
   * @param filling writing the whole disk before each trial's measurements
   * @param booting guests
   * @param preparing writing the substrate once
   * @param overhead all else
   */
  public record Estimate(
      Duration measuring,
      Duration filling,
      Duration booting,
      Duration preparing,
      Duration overhead) {
    public Duration total() {
      return measuring.plus(filling).plus(booting).plus(preparing).plus(overhead);
    }
  }
}
