package io.poolbench.run;

import io.poolbench.backend.Preparation;
import io.poolbench.backend.Site;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import io.poolbench.substrate.GlusterVolumes;
import io.poolbench.substrate.Mounts;
import io.poolbench.substrate.NfsExports;
import io.poolbench.substrate.SambaShares;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The lab's own servers over a filesystem on the substrate. */
final class OwnServer {
  private OwnServer() {}

  /**
   * Makes the filesystem, mounts it where the server expects it and has it served.
   *
   * @param made takes each lease as it is had
   */
  static void serve(
      Journal journal, Preparation.Share share, Site site, Consumer<AutoCloseable> made)
      throws Exception {
    Files.createDirectories(share.folder());
    Mounts.makeFilesystem(share.filesystem().mkfs(site.device().toString(), site.sizeBytes()));
    made.accept(
        Mounts.mount(
            journal,
            site.device(),
            share.filesystem().word(),
            share.filesystem().mountOptions(),
            share.folder()));
    made.accept(served(journal, share));
  }

  private static Lease served(Journal journal, Preparation.Share share) throws Exception {
    if (share.server() instanceof Preparation.Server.Nfs nfs) {
      return NfsExports.export(journal, share.folder(), nfs.options());
    }
    return share.server() instanceof Preparation.Server.Gluster gluster
        ? GlusterVolumes.serve(journal, gluster.host(), gluster.volume(), share.folder())
        : SambaShares.serve(journal, share.folder());
  }

  /** What the server turned out to do, by name; once a client has mounted. */
  static Map<String, String> effective(Preparation.Share share)
      throws IOException, InterruptedException {
    Map<String, String> effective = new LinkedHashMap<>();
    effective.put("server's filesystem", Mounts.inEffect(share.folder()).orElse("not mounted"));
    if (share.server() instanceof Preparation.Server.Nfs) {
      effective.put(
          "export in effect",
          NfsExports.inEffect(share.folder()).orElse("none that was asked for"));
    } else if (share.server() instanceof Preparation.Server.Gluster gluster) {
      effective.putAll(GlusterVolumes.effective(gluster.volume()));
    } else {
      effective.put("server", SambaShares.version());
    }
    return effective;
  }
}
