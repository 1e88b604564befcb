package io.poolbench.validity;

import io.poolbench.result.IoKind;
import io.poolbench.result.RampRecord;
import io.poolbench.result.SeriesRecord;
import io.poolbench.result.WorkloadRecord;
import io.poolbench.result.WorkloadResult;
import io.poolbench.stats.SteadyState;
import io.poolbench.stats.SteadyState.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a workload's throughput held still, over its window or at the end of its ramp.
 *
 * @param state the rule's figures, or empty where there are no five rounds
 * @param why why it cannot be told, in words; else empty
 */
public record Steadiness(Outcome outcome, Optional<SteadyState> state, String why) {
  /**
   * The shortest round that says anything of the storage, in seconds. SNIA's last a minute; below a
   * second, one pause of the host's scheduler is a fifth of a round.
   */
  static final double SHORTEST_ROUND_SECONDS = 1;

  /** Of the window; empty where no series was stored. */
  public static Optional<Steadiness> ofWindow(WorkloadRecord asked, WorkloadResult measured) {
    SeriesRecord series = measured.series();
    return series == null ? Optional.empty() : Optional.of(of(series, asked.throughputKind()));
  }

  private static Steadiness of(SeriesRecord series, IoKind kind) {
    List<Double> rounds = series.rounds().getOrDefault(kind, List.of());
    if (rounds.size() != SteadyState.ROUNDS) {
      return untold("the window is too short for five rounds");
    }
    SteadyState state = SteadyState.of(rounds);
    // a series has whole intervals, so its last moment may be missing from a window of five seconds
    if (series.roundSeconds() < 0.95 * SHORTEST_ROUND_SECONDS) {
      return new Steadiness(
          Outcome.CANNOT_TELL,
          Optional.of(state),
          "a round of " + Words.decimal(series.roundSeconds()) + " s is too short, 1 s is needed");
    }
    return of(state);
  }

  /** Of the end of a ramp. */
  public static Steadiness ofRamp(RampRecord ramp) {
    List<Double> rounds = ramp.window();
    return rounds.size() == SteadyState.ROUNDS
        ? of(SteadyState.of(rounds))
        : untold("the ramp has only " + rounds.size() + " rounds");
  }

  private static Steadiness of(SteadyState state) {
    String why =
        state.outcome() == Outcome.CANNOT_TELL
            ? String.format(
                Locale.ROOT,
                "%.0f I/Os in a round are too few, %.0f are needed",
                state.mean(),
                SteadyState.fewestEvents())
            : "";
    return new Steadiness(state.outcome(), Optional.of(state), why);
  }

  private static Steadiness untold(String why) {
    return new Steadiness(Outcome.CANNOT_TELL, Optional.empty(), why);
  }

  /** The rule's figures in words, against its bounds. */
  String figures() {
    return state
        .map(
            s ->
                String.format(
                    Locale.ROOT,
                    "the five rounds range over %.0f %% of their average (at most %.0f %%), and"
                        + " their line moves by %+.0f %% (at most %.0f %%)",
                    100 * s.range(),
                    100 * SteadyState.MAX_RANGE,
                    100 * s.slope(),
                    100 * SteadyState.MAX_SLOPE))
        .orElse("there are no five rounds");
  }
}
