package io.poolbench.substrate;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Folders a run works in. */
public final class Folders {
  private Folders() {}

  /** Makes a new folder; undone with all its content. */
  public static Lease create(Journal journal, Path folder) throws Exception {
    return journal.acquire(
        new Creation(FolderUndoer.KIND, folder.toString(), Map.of()),
        () -> {
          Path parent = folder.getParent();
          if (parent != null) {
            Files.createDirectories(parent);
          }
          return Files.createDirectory(folder);
        });
  }
}
