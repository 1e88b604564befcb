package io.poolbench.backend;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of backend as a scenario names it, with its own options.
 *
 * @param kind its word in a scenario
 * @param summary one line that teaches what it is
 * @param options the keys it takes beside {@code kind}, {@code name} and {@code disk}
 * @param shown what is told of a machine, whether it can be had there: options that differ from
 *     their defaults, a set for each
 * @param factory makes the backend; called with a value for every option
 */
public record BackendKind(
    String kind,
    String summary,
    List<Option> options,
    List<Map<String, String>> shown,
    Factory factory) {
  BackendKind(String kind, String summary, List<Option> options, Factory factory) {
    this(kind, summary, options, List.of(Map.of()), factory);
  }

  /** A backend of this kind with its defaults, but for some options. */
  public StorageBackend example(DiskSpec disk, Map<String, String> unlike) {
    Map<String, String> values = new LinkedHashMap<>();
    options.forEach(option -> values.put(option.key(), option.defaultWord()));
    values.putAll(unlike);
    return factory.create(kind, disk, values);
  }

  /**
   * An option of a kind.
   *
   * @param words the values it takes; empty when it is a line of text
   * @param defaultWord its default; may depend on another option, then {@code auto}
   */
  public record Option(String key, List<String> words, String defaultWord, String summary) {}

  /** Makes a backend. */
  @FunctionalInterface
  public interface Factory {
    /**
     * @param options a value for every option of the kind, defaults filled in
     * @throws IllegalArgumentException when the values do not go together; the message says which
     *     and what to do
     */
    StorageBackend create(String name, DiskSpec disk, Map<String, String> options);
  }
}
