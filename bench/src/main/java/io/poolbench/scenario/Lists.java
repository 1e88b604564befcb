package io.poolbench.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lists of named parts: backends and workloads. */
final class Lists {
  static final int MAX_ITEMS = 32;

  private Lists() {}

  /** The sections of a list of 1 to {@link #MAX_ITEMS} mappings whose names differ. */
  static List<Section> sections(
      Value list, String what, Function<Value, Section> reader, Problems problems) {
    if (!(list.node() instanceof YamlNode.Sequence sequence)) {
      problems.add(
          list.at(),
          list.path(),
          "found " + list.node().what() + "; expected a list of " + what + ", each with '- '");
      return List.of();
    }
    int size = sequence.items().size();
    if (size == 0 || size > MAX_ITEMS) {
      problems.add(
          list.at(), list.path(), "holds " + size + " " + what + "; expected 1 to " + MAX_ITEMS);
    }
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < Math.min(size, MAX_ITEMS); i++) {
      Value item = list.item(i, sequence.items().get(i));
      if (item.node() instanceof YamlNode.Mapping) {
        sections.add(reader.apply(item));
      } else {
        problems.add(
            item.at(),
            item.path(),
            "found " + item.node().what() + "; expected a mapping, such as { name: … }");
      }
    }
    refuseSameNames(sections, what);
    return sections;
  }

  private static void refuseSameNames(List<Section> sections, String what) {
    Map<String, Position> first = new HashMap<>();
    for (Section section : sections) {
      Optional<String> name =
          section.value("name").map(Value::node).flatMap(Lists::scalar).filter(Names::isValid);
      if (name.isEmpty()) {
        continue;
      }
      Position before = first.putIfAbsent(name.get(), section.at("name"));
      if (before != null) {
        section.problem(
            "name",
            "'"
                + name.get()
                + "' names two "
                + what
                + ", first on line "
                + before.line()
                + ": give each its own name");
      }
    }
  }

  /** The names in a list, whatever else is wrong with it. */
  static List<String> names(YamlNode list) {
    return list instanceof YamlNode.Sequence sequence ? names(sequence) : List.of();
  }

  private static List<String> names(YamlNode.Sequence sequence) {
    return sequence.items().stream()
        .limit(MAX_ITEMS)
        .flatMap(item -> peek(new Value("", item), "name").stream())
        .filter(Names::isValid)
        .distinct()
        .toList();
  }

  /** The text under a key of a mapping that has not been checked. */
  static Optional<String> peek(Value value, String key) {
    return value.node() instanceof YamlNode.Mapping mapping
        ? mapping.entries().stream()
            .filter(e -> e.key().text().equals(key))
            .findFirst()
            .flatMap(e -> scalar(e.value()))
        : Optional.empty();
  }

  /** The mapping without any but these keys. */
  static Value only(Value value, List<String> keys) {
    return value.node() instanceof YamlNode.Mapping mapping
        ? new Value(
            value.path(),
            new YamlNode.Mapping(
                mapping.entries().stream().filter(e -> keys.contains(e.key().text())).toList(),
                mapping.at()))
        : value;
  }

  private static Optional<String> scalar(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
  }
}
