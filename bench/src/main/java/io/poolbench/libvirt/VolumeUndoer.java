package io.poolbench.libvirt;

import io.poolbench.lease.Creation;
import io.poolbench.lease.Undoer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Deletes a volume that lies on somebody's server; the creation's id is its name, its details those
 * of its pool. Through the pool as long as that is there, else by its path as long as the server's
 * folder is mounted where the pool had it.
 */
public final class VolumeUndoer implements Undoer {
  static final String KIND = "volume";

  private static final String MOUNT_POINT = "mounted on";
  private static final String HOLDER = "held by";

  private final Connections connections;
  private final ByPath byPath;

  /** Deletes a file of a folder that is mounted. */
  @FunctionalInterface
  public interface ByPath {
    /**
     * @param source what must be mounted on {@code mountPoint}
     * @return false when it is not mounted there
     */
    boolean delete(Path mountPoint, String source, String name) throws Exception;
  }

  public VolumeUndoer(Connections connections, ByPath byPath) {
    this.connections = connections;
    this.byPath = byPath;
  }

  static Creation creation(String name, Creation pool, Path mountPoint, String holder) {
    Map<String, String> details = new HashMap<>(pool.details());
    details.put(MOUNT_POINT, mountPoint.toString());
    details.put(HOLDER, holder);
    return new Creation(KIND, name, details);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public void undo(Creation creation) throws Exception {
    Path mountPoint = Path.of(creation.details().getOrDefault(MOUNT_POINT, ""));
    String holder = creation.details().getOrDefault(HOLDER, "");
    if (connections.to(creation).deleteVolume(creation)
        || byPath.delete(mountPoint, holder, creation.id())) {
      return;
    }
    throw new IOException(
        ("it may still be on %s, which is not mounted any more; so that it can be deleted: mkdir -p"
                + " %s, mount %s there, and repeat this")
            .formatted(holder, mountPoint, holder));
  }
}
