package io.poolbench.scenario;

import io.poolbench.workload.Precondition;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code precondition}. */
final class PreconditionReader {
  private PreconditionReader() {}

  static Optional<Precondition> read(Section section) {
    Optional<Long> passes = section.number("passes");
    Optional<Double> compressible = section.fraction("compressible");
    Optional<Long> rounds = section.number("rounds");
    Optional<Long> bound = section.number("rounds_max");
    if (passes.isEmpty() || rounds.isEmpty() || bound.isEmpty()) {
      return Optional.empty();
    }
    if (rounds.get() == 0 && section.value("rounds_max").isPresent()) {
      section.problem("rounds_max", "is given without rounds; say how many, or leave it out");
    }
    return Optional.of(
        new Precondition(
            Math.toIntExact(passes.get()),
            (int) Math.round(100 * compressible.orElse(0.0)),
            Math.toIntExact(rounds.get()),
            Duration.ofSeconds(bound.get())));
  }
}
