package io.poolbench.substrate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Block devices, or a partition of one, that a backend has to itself for a trial.
 *
 * @param device the node of the first, such as {@code /dev/loop0}
 * @param further those beside it, where devices are used together
 * @param sizeBytes how much of the first may be used, from its start
 */
public record Place(Path device, List<Path> further, long sizeBytes) {
  public Place {
    further = List.copyOf(further);
  }

  /** A single device. */
  public Place(Path device, long sizeBytes) {
    this(device, List.of(), sizeBytes);
  }

  /** All of them. */
  public List<Path> devices() {
    List<Path> all = new ArrayList<>(List.of(device));
    all.addAll(further);
    return List.copyOf(all);
  }
}
