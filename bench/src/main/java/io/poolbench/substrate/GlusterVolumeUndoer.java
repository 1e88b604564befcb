package io.poolbench.substrate;

import io.poolbench.host.CommandException;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;

/**
 * Takes a volume off this machine's own glusterd, whose brick then lies as any folder; the
 * creation's id is the volume's name.
 */
public final class GlusterVolumeUndoer implements Undoer {
  static final String KIND = "gluster volume";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws Exception {
    if (!GlusterVolumes.volumes().contains(creation.id())) {
      return;
    }
    try {
      GlusterVolumes.gluster("volume", "stop", creation.id(), "force");
    } catch (CommandException e) {
      if (!String.valueOf(e.getMessage()).contains("is not in the started state")) {
        throw e;
      }
    }
    GlusterVolumes.gluster("volume", "delete", creation.id());
  }
}
