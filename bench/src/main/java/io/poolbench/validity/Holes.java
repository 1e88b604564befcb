package io.poolbench.validity;

import io.poolbench.result.Allocation;
import io.poolbench.result.TrialRecord;
import java.util.Optional;

/**
 * A volume the fill did not reach everywhere. An unwritten extent is read without touching the
 * device: 1.2 µs instead of 40 µs were measured on ext4. So a single hole is too many, and so is
 * not having looked. Source: SNIA Solid State Storage Performance Test Specification, purge and
 * preconditioning.
 */
final class Holes implements TrialCheck {
  @Override
  public String name() {
    return "holes";
  }

  @Override
  public Optional<Doubt> doubt(TrialRecord trial) {
    if (trial.failure() != null) {
      return Optional.empty();
    }
    Allocation allocation = trial.allocation();
    if (allocation == null) {
      return invalid(
          "It was not checked how much of the volume was written, so reads may have been served"
              + " from nothing. Run again with the fill and its check.");
    }
    if (allocation.holeBytes() > 0) {
      return invalid(
          Words.mib(allocation.holeBytes())
              + " of the volume's "
              + Words.mib(allocation.virtualBytes())
              + " were never written (by "
              + allocation.method()
              + "): reads of them are served from nothing. Fill the whole span and run again.");
    }
    return Optional.empty();
  }

  private static Optional<Doubt> invalid(String reason) {
    return Optional.of(new Doubt(Validity.INVALID, reason));
  }
}
