package io.poolbench.libvirt;

import io.poolbench.backend.VolumeSource;
import io.poolbench.lease.Lease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.libvirt.StoragePool;
import org.libvirt.StorageVol;

/** A transient pool that the run created. Closing it ends it. */
public final class Pool implements AutoCloseable {
  /** VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA. */
  private static final int PREALLOCATE_METADATA = 1;

  private static final Duration LONGEST_APPEARANCE = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_MILLIS = 300;

  private final Connection connection;
  private final Lease lease;

  Pool(Connection connection, Lease lease) {
    this.connection = connection;
    this.lease = lease;
  }

  /** Creates a volume, its padding before it, and returns its path. */
  public Path createVolume(VolumeSource.Created source) {
    source.padding().ifPresent(this::createVolume);
    return within(
        "create the volume " + source.name(),
        pool -> {
          StorageVol volume =
              pool.storageVolCreateXML(
                  source.xml(), source.preallocateMetadata() ? PREALLOCATE_METADATA : 0);
          try {
            return Path.of(volume.getPath());
          } finally {
            volume.free();
          }
        });
  }

  /**
   * The path of a volume that lies in the pool already. A LUN appears a moment after the login, and
   * udev's name of it after that; both are waited for.
   *
   * @throws HypervisorException when it is not there in time; the message says what is
   */
  public Path awaitVolume(String name) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_APPEARANCE.toNanos();
    while (true) {
      Optional<Path> path = volume(name);
      if (path.isPresent() && Files.exists(path.get())) {
        return path.get();
      }
      if (System.nanoTime() > end) {
        throw new HypervisorException(
            "the pool %s has no volume %s after %d s: %s"
                .formatted(
                    lease.creation().id(),
                    name,
                    LONGEST_APPEARANCE.toSeconds(),
                    path.map(p -> p + " does not appear; does udev run?")
                        .orElseGet(() -> "it has " + volumes())));
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  private Optional<Path> volume(String name) {
    try {
      return Optional.of(
          within(
              "look up the volume " + name,
              pool -> {
                StorageVol volume = pool.storageVolLookupByName(name);
                try {
                  return Path.of(volume.getPath());
                } finally {
                  volume.free();
                }
              }));
    } catch (HypervisorException e) {
      if (!Connection.isMissing(e)) {
        throw e;
      }
      within(
          "look for volumes",
          pool -> {
            pool.refresh(0);
            return true;
          });
      return Optional.empty();
    }
  }

  private String volumes() {
    List<String> names = within("list the volumes", pool -> List.of(pool.listVolumes()));
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private interface InPool<T> {
    T of(StoragePool pool) throws Exception;
  }

  private <T> T within(String what, InPool<T> call) {
    return connection.call(
        what + " in the pool " + lease.creation().id(),
        connection.deadlines().work(),
        connect -> {
          // a handle would not outlive the connection it was got through
          StoragePool pool = Identity.pool(connect, lease.creation());
          try {
            return call.of(pool);
          } finally {
            pool.free();
          }
        });
  }

  @Override
  public void close() {
    lease.close();
  }
}
