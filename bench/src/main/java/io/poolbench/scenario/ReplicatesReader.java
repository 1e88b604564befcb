package io.poolbench.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads {@code replicates}: a mapping, or just the number of blocks. */
final class ReplicatesReader {
  private ReplicatesReader() {}

  static Optional<Replicates> read(Section scenario, Problems problems) {
    Optional<Value> given = scenario.value("replicates");
    Section section;
    if (given.isPresent() && given.get().node() instanceof YamlNode.Scalar number) {
      YamlNode.Scalar key = new YamlNode.Scalar("min", true, number.at());
      YamlNode mapping =
          new YamlNode.Mapping(List.of(new YamlNode.Entry(key, number)), number.at());
      section =
          Section.of(
              new Value("replicates", mapping), "replicates", ScenarioKeys.REPLICATES, problems);
    } else {
      section = scenario.part("replicates", ScenarioKeys.REPLICATES);
    }
    Optional<Long> min = section.number("min");
    Optional<Long> max = section.value("max").isPresent() ? section.number("max") : min;
    Optional<Duration> budget = section.number("budget").map(Duration::ofSeconds);
    Optional<Double> precision = section.fraction("precision");
    Optional<Double> equivalence = section.fraction("equivalence");
    if (min.isEmpty() || max.isEmpty() || equivalence.isEmpty()) {
      return Optional.empty();
    }
    Replicates replicates =
        new Replicates(
            Math.toIntExact(min.get()),
            Math.toIntExact(max.get()),
            precision.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
            equivalence.get(),
            budget);
    check(section, replicates);
    return Optional.of(replicates);
  }

  private static void check(Section section, Replicates r) {
    if (r.max() < r.min()) {
      section.problem(
          "max", "%d is less than min, %d; expected at least as many".formatted(r.max(), r.min()));
    } else if (r.isAdaptive() && r.min() < Replicates.FEWEST_ADAPTIVE) {
      section.problem(
          "min",
          "%d is too few to decide by; with max, expected %d or more"
              .formatted(r.min(), Replicates.FEWEST_ADAPTIVE));
    }
    if (r.budget().isPresent() && !r.isAdaptive()) {
      section.problem(
          "budget", "ends what is measured beyond min, and there is no max above it; add max");
    }
  }
}
