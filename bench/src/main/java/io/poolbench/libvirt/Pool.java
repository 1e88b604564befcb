package io.poolbench.libvirt;

import io.poolbench.backend.VolumeSource;
import io.poolbench.lease.Lease;
import java.nio.file.Path;
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

  @Override
  public void close() {
    lease.close();
  }
}
