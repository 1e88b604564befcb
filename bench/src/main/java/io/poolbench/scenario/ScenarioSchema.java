package io.poolbench.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.poolbench.backend.BackendKind;
import io.poolbench.backend.Backends;
import io.poolbench.result.Vantage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON Schema (draft-07, which editors understand best) of a scenario, made from the same keys
 * as the loader reads by. It helps while typing; what it cannot say, the loader checks.
 */
public final class ScenarioSchema {
  private static final String SIZE_PATTERN = "^" + ByteSize.REGEX + "$";

  private ScenarioSchema() {}

  /** The schema as text, one trailing newline. */
  public static String json() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "A poolbench scenario");
    schema.putAll(object(ScenarioKeys.SCENARIO, parts()));
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of plain values is always JSON", e);
    }
  }

  /** Keys and values in turn; {@code Map.of} has no order, and the schema is compared as text. */
  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), pairs[i + 1]);
    }
    return map;
  }

  private static Map<String, Object> parts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("substrate", object(ScenarioKeys.SUBSTRATE, ordered("device", device())));
    parts.put("guest", object(ScenarioKeys.GUEST, Map.of()));
    parts.put("disk", object(ScenarioKeys.DISK, Map.of()));
    parts.put(
        "backends",
        list(ordered("oneOf", Backends.kinds().stream().map(ScenarioSchema::backend).toList())));
    parts.put("workloads", list(workload()));
    parts.put("precondition", object(ScenarioKeys.PRECONDITION, Map.of()));
    parts.put(
        "replicates",
        ordered(
            "oneOf",
            List.of(
                ordered("type", "integer", "minimum", 1, "maximum", ScenarioKeys.MAX_REPLICATES),
                object(ScenarioKeys.REPLICATES, Map.of()))));
    return parts;
  }

  private static Map<String, Object> device() {
    Map<String, Object> stable =
        ordered("type", "string", "pattern", "^" + SubstrateReader.STABLE_NAME + "$");
    Map<String, Object> loop =
        ordered("type", "string", "pattern", "^loop:" + ByteSize.REGEX + "$");
    return ordered(
        "oneOf",
        List.of(
            loop,
            ordered("type", "array", "minItems", 2, "maxItems", Lists.MAX_ITEMS, "items", loop),
            stable,
            ordered(
                "type",
                "array",
                "minItems",
                1,
                "maxItems",
                Lists.MAX_ITEMS,
                "uniqueItems",
                true,
                "items",
                stable)));
  }

  private static Map<String, Object> backend(BackendKind kind) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("title", kind.kind());
    schema.put("description", kind.summary());
    schema.putAll(
        object(
            ScenarioKeys.backend(kind),
            ordered(
                "kind",
                ordered("const", kind.kind()),
                "disk",
                object(ScenarioKeys.BACKEND_DISK, Map.of()))));
    return schema;
  }

  private static Map<String, Object> workload() {
    Map<String, Object> fio = new LinkedHashMap<>();
    fio.put("type", "object");
    fio.put("additionalProperties", ordered("type", List.of("string", "number", "null")));
    Map<String, Object> vantages =
        ordered(
            "type",
            "array",
            "minItems",
            1,
            "uniqueItems",
            true,
            "items",
            ordered("enum", Arrays.stream(Vantage.values()).map(Vantage::word).toList()));
    Map<String, Object> workload =
        object(ScenarioKeys.WORKLOAD, ordered("fio", fio, "vantages", vantages));
    workload.put(
        "oneOf",
        List.of(ordered("required", List.of("fio")), ordered("required", List.of("fio_file"))));
    return workload;
  }

  private static Map<String, Object> list(Map<String, Object> items) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("type", "array");
    list.put("minItems", 1);
    list.put("maxItems", Lists.MAX_ITEMS);
    list.put("items", items);
    return list;
  }

  private static Map<String, Object> object(List<Key> keys, Map<String, Object> parts) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Key key : keys) {
      if (!key.accepted()) {
        continue;
      }
      Map<String, Object> property = new LinkedHashMap<>();
      property.put("description", description(key));
      Object part = parts.get(key.name());
      if (part instanceof Map<?, ?> given) {
        given.forEach((k, v) -> property.put(String.valueOf(k), v));
      } else {
        form(key.form(), property);
      }
      key.defaultText().ifPresent(text -> property.put("default", value(key.form(), text)));
      properties.put(key.name(), property);
      if (key.required()) {
        required.add(key.name());
      }
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("additionalProperties", false);
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    object.put("properties", properties);
    return object;
  }

  private static String description(Key key) {
    return key.meaning()
        + key.defaultText().filter(t -> !t.isEmpty()).map(t -> " (default " + t + ")").orElse("");
  }

  private static Object value(Key.Form form, String text) {
    return form instanceof Key.Form.Whole ? Long.valueOf(text) : text;
  }

  private static void form(Key.Form form, Map<String, Object> property) {
    if (form instanceof Key.Form.Word word) {
      property.put("enum", asYamlReadsThem(word.words()));
    } else if (form instanceof Key.Form.Size) {
      property.put("type", "string");
      property.put("pattern", SIZE_PATTERN);
    } else if (form instanceof Key.Form.Whole whole) {
      property.put("type", "integer");
      property.put("minimum", whole.min());
      property.put("maximum", whole.max());
    } else if (form instanceof Key.Form.Fraction) {
      property.put("type", List.of("string", "number"));
      property.put("pattern", "^[0-9]+(\\.[0-9]+)?%?$");
    } else if (form instanceof Key.Form.Span) {
      property.put("type", "string");
      property.put("pattern", "^" + Forms.SPAN.pattern() + "$");
    } else if (form instanceof Key.Form.Name) {
      property.put("type", "string");
      property.put("pattern", "^" + Names.REGEX + "$");
    } else if (form instanceof Key.Form.Line line) {
      property.put("type", "string");
      property.put("maxLength", line.maxLength());
    }
  }

  /** A word such as 4.2 is a number to an editor when it is written without quotes. */
  private static List<Object> asYamlReadsThem(List<String> words) {
    Set<Object> values = new LinkedHashSet<>(words);
    words.stream()
        .filter(word -> word.matches("\\d+(\\.\\d+)?"))
        .map(word -> new BigDecimal(word).stripTrailingZeros())
        .forEach(values::add);
    return List.copyOf(values);
  }
}
