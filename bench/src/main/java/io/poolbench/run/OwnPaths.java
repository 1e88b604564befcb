package io.poolbench.run;

import io.poolbench.backend.Preparation;
import io.poolbench.lease.Journal;
import io.poolbench.substrate.IscsiSession;
import io.poolbench.substrate.IscsiTarget;
import io.poolbench.substrate.MultipathMap;
import io.poolbench.substrate.TargetPortal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The lab's own target at several portals, and one device of the paths to it. */
final class OwnPaths {
  private static final int LUN = 1;

  private OwnPaths() {}

  /**
   * @param made takes each lease as it is had
   */
  static void serve(
      Journal journal, Preparation.Paths paths, Path device, Consumer<AutoCloseable> made)
      throws Exception {
    made.accept(IscsiTarget.serve(journal, device, paths.iqn(), Optional.empty(), true));
    // the first is the lab's own
    for (String portal : paths.portals().subList(1, paths.portals().size())) {
      made.accept(TargetPortal.open(journal, portal));
    }
    made.accept(IscsiSession.login(journal, paths.iqn(), paths.portals()));
    List<Path> luns = IscsiSession.awaitLuns(paths.iqn(), paths.portals(), LUN);
    made.accept(MultipathMap.create(journal, paths.map(), paths.selector(), luns));
  }
}
