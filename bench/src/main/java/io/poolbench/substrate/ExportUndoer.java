package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes an NFS export back; the creation's id is the folder. */
public final class ExportUndoer implements Undoer {
  static final String KIND = "export";

  /** Where exportfs keeps what it exports (exportfs(8)). */
  private static final Path TABLE = Path.of("/var/lib/nfs/etab");

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws Exception {
    boolean exported =
        Files.exists(TABLE)
            && Files.readAllLines(TABLE).stream()
                .anyMatch(line -> line.startsWith(creation.id() + "\t" + NfsExports.CLIENT + "("));
    if (exported) {
      Command.check("exportfs", "-u", NfsExports.CLIENT + ":" + creation.id());
      // the kernel's copy of the table, and the files it holds open, would keep the folder busy
      Command.check("exportfs", "-f");
    }
  }
}
