package io.poolbench.lease;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The undoers by kind. */
public final class Undoers {
  private final Map<String, Undoer> byKind;

  public Undoers(List<Undoer> undoers) {
    byKind = undoers.stream().collect(Collectors.toMap(Undoer::kind, Function.identity()));
  }

  Undoer of(Creation creation) {
    Undoer undoer = byKind.get(creation.kind());
    if (undoer == null) {
      throw new IllegalArgumentException(
          "nothing here undoes a "
              + creation.kind()
              + "; a newer poolbench made it, so clean up with that one");
    }
    return undoer;
  }
}
