package io.poolbench.libvirt;

import io.poolbench.backend.VolumeSource;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import java.nio.file.Path;
import java.util.List;
import org.libvirt.StoragePool;
import org.libvirt.StorageVol;

/** A transient pool that the run created. Closing it ends it. */
public final class Pool implements AutoCloseable {
  /** VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA. */
  private static final int PREALLOCATE_METADATA = 1;

  private final Connection connection;
  private final Lease lease;

  Pool(Connection connection, Lease lease) {
    this.connection = connection;
    this.lease = lease;
  }

  /** Creates a volume, its padding before it, and returns its path. */
  public Path createVolume(VolumeSource.Created source) {
    source.padding().ifPresent(this::createVolume);
    return connection.call(
        "create the volume " + source.name() + " in the pool " + lease.creation().id(),
        connection.deadlines().work(),
        connect -> {
          // a handle would not outlive the connection it was got through
          StoragePool pool = Identity.pool(connect, lease.creation());
          try {
            StorageVol volume =
                pool.storageVolCreateXML(
                    source.xml(), source.preallocateMetadata() ? PREALLOCATE_METADATA : 0);
            try {
              return Path.of(volume.getPath());
            } finally {
              volume.free();
            }
          } finally {
            pool.free();
          }
        });
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
    if (volumes().contains(source.name())) {
      throw new HypervisorException(
          source.name()
              + " is there already, and this run did not make it: delete it on "
              + holder
              + " when it is nobody's, or choose another --name");
    }
    Path[] path = {mountPoint};
    Lease volume =
        journal.acquire(
            VolumeUndoer.creation(source.name(), lease.creation(), mountPoint, holder),
            () -> {
              path[0] = createVolume(source);
              return path[0];
            });
    return new LastingVolume(path[0], volume);
  }

  private List<String> volumes() {
    return connection.call(
        "list the volumes of the pool " + lease.creation().id(),
        connection.deadlines().work(),
        connect -> {
          StoragePool pool = Identity.pool(connect, lease.creation());
          try {
            return List.of(pool.listVolumes());
          } finally {
            pool.free();
          }
        });
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

  @Override
  public void close() {
    lease.close();
  }
}
