package io.poolbench.substrate;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import io.poolbench.lease.NotBegun;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** Folders a run works in. */
public final class Folders {
  private Folders() {}

  /** The folder is there already: somebody else's, which must not be undone. */
  private static final class Taken extends IOException implements NotBegun {
    private static final long serialVersionUID = 1L;

    Taken(Path folder) {
      super(
          folder
              + " is there already: a run of that name is going on or was not cleaned up;"
              + " choose another --name, or: poolbench cleanup");
    }
  }

  /**
   * Makes a new folder; undone with all its content. A mark in it tells that it is the one that was
   * made: another run may have made one of the same name.
   *
   * @throws IOException when it is there already, or cannot be made
   */
  public static Lease create(Journal journal, Path folder) throws Exception {
    String mark = UUID.randomUUID().toString();
    return journal.acquire(
        new Creation(FolderUndoer.KIND, folder.toString(), Map.of(FolderUndoer.MARK_KEY, mark)),
        () -> {
          Path parent = folder.getParent();
          if (parent != null) {
            Files.createDirectories(parent);
          }
          try {
            Files.createDirectory(folder);
          } catch (FileAlreadyExistsException e) {
            throw new Taken(folder);
          }
          write(folder.resolve(FolderUndoer.MARK), mark);
          return folder;
        });
  }

  private static void write(Path file, String text) throws IOException {
    try (FileOutputStream stream = new FileOutputStream(file.toFile())) {
      stream.write(text.getBytes(StandardCharsets.UTF_8));
      stream.getFD().sync();
    }
  }
}
