package io.poolbench.run;

import io.poolbench.backend.StorageBackend;
import io.poolbench.backend.VolumeSource;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import io.poolbench.libvirt.LastingVolume;
import io.poolbench.libvirt.Pool;
import io.poolbench.substrate.Mounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** What is particular about a pool of a server's folder. */
final class NetworkMount {
  private NetworkMount() {}

  /**
   * Sees that it is mounted as was asked for.
   *
   * @throws IOException when server and client settled for something else
   */
  static void check(StorageBackend backend, Path mountPoint) throws IOException {
    List<String> missing = Mounts.missing(mountPoint, backend.mountedAs());
    if (!missing.isEmpty()) {
      throw new IOException(
          "%s is mounted, but not with %s as asked for; in effect: %s. Ask for what the server gives, or unmount what of it is mounted elsewhere on this machine"
              .formatted(
                  Mounts.source(mountPoint).orElse("nothing"),
                  String.join(", ", missing),
                  Mounts.inEffect(mountPoint).orElse("nothing")));
    }
  }

  /**
   * Creates the volume on somebody's server.
   *
   * @throws IOException when there is no room for it
   */
  static LastingVolume create(
      Journal journal,
      Pool pool,
      VolumeSource.Created source,
      StorageBackend backend,
      Path mountPoint)
      throws Exception {
    String holder = Mounts.source(mountPoint).orElse("");
    checkRoom(pool, backend, holder);
    return pool.createLasting(journal, source, mountPoint, holder);
  }

  /**
   * Has the volume made on somebody's server that only QEMU reaches.
   *
   * @param make makes it
   * @throws IOException when there is no room for it
   */
  static Lease make(
      Journal journal,
      Pool pool,
      VolumeSource.Remote source,
      StorageBackend backend,
      Path mountPoint,
      Callable<?> make)
      throws Exception {
    String holder = backend.settings().getOrDefault("source", "");
    checkRoom(pool, backend, holder);
    return pool.makeLasting(journal, source.name(), mountPoint, holder, make);
  }

  private static void checkRoom(Pool pool, StorageBackend backend, String holder)
      throws IOException {
    // an image's own tables are below one part in 64
    long needed = backend.disk().sizeBytes() + backend.disk().sizeBytes() / 64 + (2L << 20);
    long free = pool.availableBytes();
    if (free < needed) {
      throw new IOException(
          "%s has %d MiB free, %s needs %d MiB; make room there, or take a smaller disk.size"
              .formatted(holder, free >> 20, backend.name(), needed >> 20));
    }
  }
}
