package io.poolbench.scenario;

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
    Optional<Double> precision = section.fraction("precision");
    Optional<Double> equivalence = section.fraction("equivalence");
    if (min.isEmpty() || equivalence.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Replicates(
            Math.toIntExact(min.get()),
            precision.map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
            equivalence.get()));
  }
}
