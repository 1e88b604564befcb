package io.poolbench.substrate;

import io.poolbench.host.CommandException;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import io.poolbench.lease.NotBegun;
import java.util.Map;

/** A further address at which the lab's tgtd answers. */
public final class TargetPortal {
  private TargetPortal() {}

  private static final class Taken extends CommandException implements NotBegun {
    private static final long serialVersionUID = 1L;

    Taken(String portal) {
      super(
          "the lab's tgtd answers at %s already, which is not this run's doing; ./poolbench cleanup, or, when nobody needs it: tgtadm --lld iscsi --op delete --mode portal --param portal=%s"
              .formatted(portal, portal));
    }
  }

  /**
   * Opens one, as a lease.
   *
   * @param portal address and port
   */
  public static Lease open(Journal journal, String portal) throws Exception {
    return journal.acquire(
        new Creation(TargetPortalUndoer.KIND, portal, Map.of()),
        () -> {
          if (IscsiTarget.portals().contains(portal)) {
            throw new Taken(portal);
          }
          IscsiTarget.tgtadm("--op", "new", "--mode", "portal", "--param", "portal=" + portal);
          return portal;
        });
  }
}
