package io.poolbench.substrate;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;

/** Closes an address of the lab's tgtd; the creation's id is the portal. */
public final class TargetPortalUndoer implements Undoer {
  static final String KIND = "iscsi portal";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws InterruptedException {
    if (IscsiTarget.portals().contains(creation.id())) {
      IscsiTarget.tgtadm(
          "--op", "delete", "--mode", "portal", "--param", "portal=" + creation.id());
    }
  }
}
