package io.poolbench.libvirt;

import io.poolbench.backend.VolumeSource;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
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
    return await(name, Files::exists);
  }

  /**
   * Waits until the pool has a volume that this machine's kernel does not show.
   *
   * @throws HypervisorException when it is not there in time; the message says what is
   */
  public void awaitRemote(String name) throws InterruptedException {
    await(name, path -> true);
  }

  private Path await(String name, Predicate<Path> isThere) throws InterruptedException {
    long end = System.nanoTime() + LONGEST_APPEARANCE.toNanos();
    while (true) {
      Optional<Path> path = volume(name);
      if (path.isPresent() && isThere.test(path.get())) {
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
                        .orElseGet(() -> "its volumes: " + volumes())));
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

  /** Paths of all volumes that libvirt finds now, by their names. */
  public Map<String, Path> findVolumes() {
    return within(
        "look for volumes",
        pool -> {
          pool.refresh(0);
          Map<String, Path> found = new LinkedHashMap<>();
          for (String name : pool.listVolumes()) {
            StorageVol volume = pool.storageVolLookupByName(name);
            try {
              found.put(name, Path.of(volume.getPath()));
            } finally {
              volume.free();
            }
          }
          return found;
        });
  }

  private List<String> volumes() {
    return within("list the volumes", pool -> List.of(pool.listVolumes()));
  }

  /**
   * Creates a volume that stays when the pool ends, as a lease of its own.
   *
   * @param mountPoint where the pool has mounted what holds the volume
   * @param holder what is mounted there, as the kernel shows it
   */
  public LastingVolume createLasting(
      Journal journal, VolumeSource.Created source, Path mountPoint, String holder)
      throws Exception {
    Path[] path = {mountPoint};
    Lease volume =
        makeLasting(
            journal,
            source.name(),
            mountPoint,
            holder,
            () -> {
              path[0] = createVolume(source);
              return path[0];
            });
    return new LastingVolume(path[0], volume);
  }

  /**
   * Has a volume made that stays when the pool ends, as a lease.
   *
   * @param mountPoint where what holds the volume is mounted, or may be to delete it
   * @param holder what is mounted there then
   * @param make makes it
   */
  public Lease makeLasting(
      Journal journal, String name, Path mountPoint, String holder, Callable<?> make)
      throws Exception {
    if (volumes().contains(name)) {
      throw new HypervisorException(
          name
              + " is there already, and this run did not make it: delete it on "
              + holder
              + " when it is nobody's, or choose another --name");
    }
    return journal.acquire(VolumeUndoer.creation(name, lease.creation(), mountPoint, holder), make);
  }

  /** Bytes that can still be written into it, as libvirt found when it was made. */
  public long availableBytes() {
    return connection.ask(
        "tell the free space of the pool " + lease.creation().id(),
        connect -> {
          StoragePool pool = Identity.pool(connect, lease.creation());
          try {
            return pool.getInfo().available;
          } finally {
            pool.free();
          }
        });
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
