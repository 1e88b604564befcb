package io.poolbench.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The host's page cache. */
public final class PageCache {
  private PageCache() {}

  /** Writes dirty pages out and drops clean ones, dentries and inodes (proc(5), drop_caches). */
  public static void drop() throws InterruptedException, IOException {
    Command.check("sync");
    Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "3");
  }
}
