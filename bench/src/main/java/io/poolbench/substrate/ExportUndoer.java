package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes an NFS export back; the creation's id is the folder. */
public final class ExportUndoer implements Undoer {
  static final String KIND = "export";

  /** Where exportfs keeps what it exports (exportfs(8)). */
  private static final Path TABLE = Path.of("/var/lib/nfs/etab");

  /** The caches of the kernel's servers, each with the second of its last flush (nfsd(7)). */
  private static final Path CACHES = Path.of("/proc/net/rpc");

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
      awaitFlushable();
      // the kernel's copy of the table, and the files it holds open, would keep the folder busy
      Command.check("exportfs", "-f");
    }
  }

  /** A flush within the second of the one before is put off (net/sunrpc/cache.c, write_flush). */
  private static void awaitFlushable() throws IOException, InterruptedException {
    long last = 0;
    try (DirectoryStream<Path> caches = Files.newDirectoryStream(CACHES)) {
      for (Path cache : caches) {
        Path flush = cache.resolve("flush");
        if (Files.exists(flush)) {
          last = Math.max(last, Long.parseLong(Files.readString(flush).strip()));
        }
      }
    }
    for (int i = 0; i < 50 && System.currentTimeMillis() / 1000 <= last; i++) {
      Thread.sleep(100);
    }
  }
}
