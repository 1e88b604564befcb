package io.poolbench.scenario;

import java.util.List;

/** A YAML document without anchors, aliases and tags; what is left of YAML is this. */
sealed interface YamlNode {
  Position at();

  /** What it is, for messages. */
  String what();

  /** A word; {@code plain} when not in quotes. The text is as written: 'off' stays 'off'. */
  record Scalar(String text, boolean plain, Position at) implements YamlNode {
    /** Nothing after the colon, or YAML's words for nothing. */
    boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    @Override
    public String what() {
      return isNull() ? "nothing" : Printable.quote(text);
    }
  }

  /** Keys and values in the order of the file; a key occurs once. */
  record Mapping(List<Entry> entries, Position at) implements YamlNode {
    @Override
    public String what() {
      return "a mapping (key: value)";
    }
  }

  /** A list. */
  record Sequence(List<YamlNode> items, Position at) implements YamlNode {
    @Override
    public String what() {
      return "a list";
    }
  }

  /** One line of a mapping. */
  record Entry(Scalar key, YamlNode value) {}
}
