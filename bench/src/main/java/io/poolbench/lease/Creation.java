package io.poolbench.lease;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Something that is about to be created, described well enough to undo it from this alone.
 *
 * @param kind which {@link Undoer} undoes it: such as {@code domain}, {@code pool}, {@code mount}
 * @param id its name or path
 * @param details what the undoer needs beside, such as the connection's URI
 */
public record Creation(String kind, String id, Map<String, String> details) {
  public Creation {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(id, "id");
    details = Map.copyOf(details);
  }

  Creation with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(details);
    all.putAll(more);
    return new Creation(kind, id, all);
  }

  @Override
  public String toString() {
    return kind + " " + id;
  }
}
