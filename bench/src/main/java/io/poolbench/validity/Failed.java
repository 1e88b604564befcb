package io.poolbench.validity;

import io.poolbench.result.TrialRecord;
import java.util.Optional;

/** A trial that did not run to its end. */
final class Failed implements TrialCheck {
  @Override
  public String name() {
    return "failed";
  }

  @Override
  public Optional<Doubt> doubt(TrialRecord trial) {
    return Optional.ofNullable(trial.failure())
        .map(
            failure ->
                new Doubt(
                    Validity.INVALID,
                    "The trial failed: " + failure + ". Remove the cause and run again."));
  }
}
