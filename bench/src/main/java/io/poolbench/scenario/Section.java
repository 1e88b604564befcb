package io.poolbench.scenario;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A mapping of the scenario with its keys checked. Each read gives the valid value, or the key's
 * default when it is left out, or nothing after a problem was added.
 */
final class Section {
  private final String path;
  private final Position at;
  private final Map<String, Key> keys;
  private final Map<String, Value> values = new HashMap<>();
  private final Problems problems;

  private Section(String path, Position at, List<Key> keys, Problems problems) {
    this.path = path;
    this.at = at;
    this.keys = keys.stream().collect(Collectors.toMap(Key::name, k -> k));
    this.problems = problems;
  }

  /**
   * @param title what its keys belong to, such as {@code guest} or {@code a workload}
   */
  static Section of(Value value, String title, List<Key> keys, Problems problems) {
    Section section = new Section(value.path(), value.at(), keys, problems);
    if (value.node() instanceof YamlNode.Mapping mapping) {
      section.take(mapping, title, keys);
    } else {
      problems.add(
          value.at(),
          value.path(),
          "found " + value.node().what() + "; expected a mapping with " + accepted(keys));
    }
    return section;
  }

  /** The part {@code key} of this section, all defaults when it is left out. */
  Section part(String key, List<Key> partKeys) {
    Value value = values.get(key);
    return value == null
        ? new Section(Value.join(path, key), at, partKeys, problems)
        : of(value, key, partKeys, problems);
  }

  Position at() {
    return at;
  }

  String path(String key) {
    return Value.join(path, key);
  }

  /** The value as it stands, when there is one. */
  Optional<Value> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Where the key's value stands, or the section when it is left out. */
  Position at(String key) {
    Value value = values.get(key);
    return value == null ? at : value.at();
  }

  void problem(String key, String message) {
    problem(key, message, Optional.empty());
  }

  void problem(String key, String message, Optional<String> suggestion) {
    problems.add(at(key), path(key), message, suggestion);
  }

  /** A word, name or line; a size as it is written. */
  Optional<String> text(String key) {
    return read(key, Forms::text);
  }

  /** A whole number, or a size in bytes. */
  Optional<Long> number(String key) {
    return read(key, Forms::number);
  }

  Optional<Double> fraction(String key) {
    return read(key, Forms::fraction);
  }

  private interface Parser<T> {
    T parse(Key.Form form, String text) throws Mismatch;
  }

  private <T> Optional<T> read(String name, Parser<T> parser) {
    Key key = Objects.requireNonNull(keys.get(name), name);
    Value value = values.get(name);
    if (value == null) {
      return key.defaultText().map(text -> parseDefault(key, text, parser));
    }
    if (!(value.node() instanceof YamlNode.Scalar scalar)) {
      problem(name, "found " + value.node().what() + "; expected " + Forms.expected(key.form()));
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(key.form(), scalar.text()));
    } catch (Mismatch e) {
      problem(name, e.text(), e.suggestion());
      return Optional.empty();
    }
  }

  private static <T> T parseDefault(Key key, String text, Parser<T> parser) {
    try {
      return parser.parse(key.form(), text);
    } catch (Mismatch e) {
      throw new IllegalStateException("default of " + key.name() + ": " + e.text(), e);
    }
  }

  private void take(YamlNode.Mapping mapping, String title, List<Key> partKeys) {
    Set<String> given = new HashSet<>();
    for (YamlNode.Entry entry : mapping.entries()) {
      String name = entry.key().text();
      Key key = keys.get(name);
      given.add(name);
      if (key == null) {
        unknown(entry.key(), title, partKeys);
      } else if (key.form() instanceof Key.Form.Refused refused) {
        problems.add(entry.key().at(), path(name), refused.message());
      } else if (entry.value() instanceof YamlNode.Scalar scalar && scalar.isNull()) {
        problems.add(
            entry.key().at(),
            path(name),
            "has no value; expected "
                + Forms.expected(key.form())
                + (key.required() ? "" : ", or leave the key out"));
      } else {
        values.put(name, new Value(path(name), entry.value()));
      }
    }
    for (Key key : partKeys) {
      if (key.required() && !given.contains(key.name())) {
        problems.add(at, path(key.name()), "is missing: " + key.meaning() + Forms.hint(key.form()));
      }
    }
  }

  private void unknown(YamlNode.Scalar key, String title, List<Key> partKeys) {
    List<String> names = partKeys.stream().filter(Key::accepted).map(Key::name).toList();
    Optional<String> nearest = Nearest.of(key.text(), names);
    String homes =
        ScenarioKeys.parts().entrySet().stream()
            .filter(part -> part.getValue().stream().anyMatch(k -> isNamed(k, key.text())))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    problems.add(
        key.at(),
        path(key.text()),
        Printable.quote(key.text())
            + " is not a key of "
            + title
            + "; expected "
            + accepted(partKeys)
            + (homes.isEmpty() ? "" : " (it is a key of " + homes + ")"),
        homes.isEmpty() ? nearest : Optional.empty());
  }

  private static boolean isNamed(Key key, String name) {
    return key.accepted() && key.name().equals(name);
  }

  private static String accepted(List<Key> keys) {
    return Forms.oneOf(keys.stream().filter(Key::accepted).map(Key::name).toList());
  }
}
