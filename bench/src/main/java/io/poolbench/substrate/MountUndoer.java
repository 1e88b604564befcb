package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.nio.file.Path;

/** Unmounts a folder; the creation's id is the folder. */
public final class MountUndoer implements Undoer {
  static final String KIND = "mount";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws Exception {
    Path mountPoint = Path.of(creation.id());
    while (Mounts.inEffect(mountPoint).isPresent()) {
      Command.check("umount", mountPoint.toString());
    }
  }
}
