package io.poolbench.validity;

import io.poolbench.result.RunResult;
import java.util.Comparator;
import java.util.List;

/**
 * Judges a stored run. The same run always gets the same judgement; {@code docs/validity.md} says
 * what each check looks at.
 */
public final class Judge {
  /** Every check, in the order in which a trial's findings are listed. */
  static final List<Check> CHECKS =
      List.of(
          new Failed(),
          new Holes(),
          new Misaligned(),
          new GuestDiffers(),
          new FioError(),
          new NothingMeasured(),
          new ImpossibleFigure(),
          new ShortIo(),
          new LittlesLaw(),
          new DeviceTraffic(),
          new Steal(),
          new CpuStarved(),
          new ClockSource(),
          new GuestClockDrift(),
          new ForeignWriter(),
          new NotInEffect(),
          new DroppedFlushes(),
          new NotPreconditioned(),
          new NotSteady(),
          new RampNotSettled(),
          new FasterThanBelow(),
          new ClockCost(),
          new Throttled());

  private Judge() {}

  /**
   * All findings about the run's trials, by trial, then in the order of the checks. Reads what is
   * in the trials' records alone and no other file.
   */
  public static Judgement judge(RunResult run) {
    return new Judgement(
        CHECKS.stream()
            .flatMap(check -> check.examine(run).stream())
            .sorted(Comparator.comparingInt(Finding::trial))
            .toList());
  }
}
