package io.poolbench.fio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON object that knows where it stands, so that errors can say so. */
record FioNode(String path, JsonNode node) {

  FioNode {
    if (!node.isObject()) {
      throw new FioFormatException("expected an object at " + path);
    }
  }

  boolean has(String name) {
    return node.has(name);
  }

  List<String> names() {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  Optional<FioNode> child(String name) {
    return node.has(name)
        ? Optional.of(new FioNode(path + "." + name, node.path(name)))
        : Optional.empty();
  }

  String text(String name) {
    return node.path(name).asText("");
  }

  /** 0 where missing. */
  double number(String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      return 0;
    }
    if (!value.isNumber() || !Double.isFinite(value.asDouble()) || value.asDouble() < 0) {
      throw new FioFormatException(
          "expected a number of at least 0 at " + path + "." + name + ", found " + value);
    }
    return value.asDouble();
  }

  /** 0 where missing. */
  long count(String name) {
    double value = number(name);
    JsonNode exact = node.path(name);
    return exact.isIntegralNumber() && exact.canConvertToLong() ? exact.asLong() : (long) value;
  }
}
