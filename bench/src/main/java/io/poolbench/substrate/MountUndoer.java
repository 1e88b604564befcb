package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.host.CommandException;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.nio.file.Path;

/** Unmounts a folder; the creation's id is the folder. */
public final class MountUndoer implements Undoer {
  static final String KIND = "mount";

  private static final long BUSY_NANOS = 5_000_000_000L;

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws Exception {
    Path mountPoint = Path.of(creation.id());
    long deadline = System.nanoTime() + BUSY_NANOS;
    while (Mounts.inEffect(mountPoint).isPresent()) {
      try {
        Command.check("umount", mountPoint.toString());
      } catch (CommandException e) {
        // a server that was told to let go of it closes its files a moment later
        if (System.nanoTime() > deadline || !String.valueOf(e.getMessage()).contains("busy")) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }
}
