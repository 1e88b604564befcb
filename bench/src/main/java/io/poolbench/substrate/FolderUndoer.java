package io.poolbench.substrate;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a folder with its content; the creation's id is the folder. Deletes nothing when
 * something is mounted below it, or when the folder does not bear the prefix of those that runs
 * make.
 */
public final class FolderUndoer implements Undoer {
  static final String KIND = "folder";
  static final String PREFIX = "poolbench-";

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws IOException {
    Path folder = Path.of(creation.id());
    if (!String.valueOf(folder.getFileName()).startsWith(PREFIX)) {
      throw new IOException("its name does not begin with " + PREFIX + ": not made by a run");
    }
    if (!Files.isDirectory(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path real = folder.toRealPath();
    for (MountTable.Mount mount : MountTable.read()) {
      if (mount.mountPoint().startsWith(real)) {
        throw new IOException(mount.mountPoint() + " is still mounted below it");
      }
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem)
              throws IOException {
            if (problem != null) {
              throw problem;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
