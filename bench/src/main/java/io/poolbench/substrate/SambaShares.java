package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import java.nio.file.Path;
import java.util.Map;

/** The shares of this machine's own Samba, which are there as long as it runs. */
public final class SambaShares {
  private SambaShares() {}

  /**
   * Has a folder served by the shares that lead to it. Nothing is to be made for that; undone, no
   * client has a share open any more.
   */
  public static Lease serve(Journal journal, Path folder) throws Exception {
    return journal.acquire(
        new Creation(ShareUndoer.KIND, folder.toString(), Map.of()),
        () -> Command.check("smbcontrol", "smbd", "ping"));
  }

  /** Samba's version. */
  public static String version() throws InterruptedException {
    return Command.check("smbd", "--version").text().replaceFirst("^Version ", "Samba ");
  }
}
