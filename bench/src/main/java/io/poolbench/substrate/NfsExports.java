package io.poolbench.substrate;

import io.poolbench.host.Command;
import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Folders that this machine's own NFS server gives to this machine (exportfs(8)). */
public final class NfsExports {
  static final String CLIENT = "127.0.0.1";

  /** What the kernel has been told by mountd, once a client has asked (nfsd(7)). */
  private static final Path IN_EFFECT = Path.of("/proc/fs/nfsd/exports");

  private NfsExports() {}

  /**
   * Exports a folder.
   *
   * @param options as exports(5) takes them
   */
  public static Lease export(Journal journal, Path folder, String options) throws Exception {
    return journal.acquire(
        new Creation(ExportUndoer.KIND, folder.toString(), Map.of()),
        () -> Command.check("exportfs", "-i", "-o", options, CLIENT + ":" + folder));
  }

  /** The options of a folder's export as the kernel has them; empty until a client has asked. */
  public static Optional<String> inEffect(Path folder) throws IOException {
    return Files.readAllLines(IN_EFFECT).stream()
        .filter(line -> line.startsWith(folder + "\t"))
        .findFirst()
        .map(NfsExports::options);
  }

  /** {@code /folder<tab>client(options)}, and sometimes addresses in a comment. */
  static String options(String line) {
    return line.replaceFirst("^[^\t]*\t[^(]*\\(", "").replaceFirst("\\).*$", "");
  }
}
