package io.poolbench.backend;

import java.util.List;
import java.util.Map;

/**
 * A kind of backend as a scenario names it, with its own options.
 *
 * @param kind its word in a scenario
 * @param summary one line that teaches what it is
 * @param options the keys it takes beside {@code kind}, {@code name} and {@code disk}
 * @param factory makes the backend; called with a value for every option
 */
public record BackendKind(String kind, String summary, List<Option> options, Factory factory) {
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
