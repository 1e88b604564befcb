package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.util.Optional;

/**
 * Removes a map over paths, if it is still the one that was made; the creation's id is its name.
 */
public final class MultipathMapUndoer implements Undoer {
  static final String KIND = "multipath map";
  static final String UUID = "uuid";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws InterruptedException {
    Optional<String> there = MultipathMap.uuid(creation.id());
    if (there.isPresent() && there.get().equals(creation.details().get(UUID))) {
      // udev and libvirt look into a disk whenever it was written to
      Command.check("dmsetup", "remove", "--retry", creation.id());
    }
  }
}
