package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.nio.file.Path;

/** Ends the use of the lab's own Samba shares; the creation's id is the folder they lead to. */
public final class ShareUndoer implements Undoer {
  static final String KIND = "share";

  @Override
  public String kind() {
    return KIND;
  }

  /** Whoever still has a share open would keep its folder busy; without Samba nobody has. */
  @Override
  public void undo(Creation creation) throws Exception {
    if (Mounts.inEffect(Path.of(creation.id())).isPresent()) {
      Command.check("smbcontrol", "smbd", "close-share", "*");
    }
  }
}
