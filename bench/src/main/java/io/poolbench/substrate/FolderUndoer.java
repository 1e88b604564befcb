package io.poolbench.substrate;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a folder with its content; the creation's id is the folder. Deletes nothing when
 * something is mounted below it, when a loop device holds a file of it, when it does not bear the
 * prefix of those that runs make, or when it is another run's of the same name.
 */
public final class FolderUndoer implements Undoer {
  static final String KIND = "folder";
  static final String PREFIX = "poolbench-";

  /** The file in the folder that holds the value which the creation's details name. */
  static final String MARK = ".poolbench";

  static final String MARK_KEY = "mark";

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
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    String mark = creation.details().get(MARK_KEY);
    if (mark != null && !bears(folder, mark)) {
      throw new IOException(
          "its file " + MARK + " does not bear this run's mark: another run made it");
    }
    Path real = folder.toRealPath();
    for (MountTable.Mount mount : MountTable.read()) {
      if (mount.mountPoint().startsWith(real)) {
        throw new IOException(mount.mountPoint() + " is still mounted below it");
      }
    }
    List<Path> loops = LoopDevices.below(real);
    if (!loops.isEmpty()) {
      throw new IOException(loops + " still holds a file in it");
    }
    delete(folder);
  }

  /** An empty one without its mark was made, or is being deleted, by a process that was killed. */
  private static boolean bears(Path folder, String mark) throws IOException {
    Path file = folder.resolve(MARK);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Files.readString(file).equals(mark);
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content.findAny().isEmpty();
    }
  }

  /** The mark goes last, so that a deletion that was cut short can be taken up again. */
  private static void delete(Path folder) throws IOException {
    Path mark = folder.resolve(MARK);
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(mark)) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException problem)
              throws IOException {
            if (problem != null) {
              throw problem;
            }
            if (visited.equals(folder)) {
              Files.deleteIfExists(mark);
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
