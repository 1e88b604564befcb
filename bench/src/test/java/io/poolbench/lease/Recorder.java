package io.poolbench.lease;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Things that are there or not; what is stuck cannot be undone. */
final class Recorder implements Undoer {
  static final String KIND = "thing";

  final Set<String> there = new HashSet<>();
  final Set<String> stuck = new HashSet<>();
  final List<String> undone = new ArrayList<>();
  final List<Map<String, String>> seen = new ArrayList<>();

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) {
    if (stuck.contains(creation.id())) {
      throw new IllegalStateException(creation.id() + " is held");
    }
    seen.add(creation.details());
    there.remove(creation.id());
    undone.add(creation.id());
  }

  Undoers undoers() {
    return new Undoers(List.of(this));
  }

  Creation thing(String id) {
    return new Creation(KIND, id, Map.of());
  }

  Lease make(Journal journal, String id) throws Exception {
    return journal.acquire(thing(id), () -> there.add(id));
  }
}
