package io.poolbench.scenario;

/** A part of the document and where it stands. */
record Value(String path, YamlNode node) {
  Position at() {
    return node.at();
  }

  Value item(int index, YamlNode item) {
    return new Value(path + "[" + index + "]", item);
  }

  static String join(String path, String key) {
    String shown = Printable.text(key, 40);
    return path.isEmpty() ? shown : path + "." + shown;
  }
}
