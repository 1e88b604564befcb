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

  private final String name;
  private final StoragePool pool;
  private final Lease lease;

  Pool(String name, StoragePool pool, Lease lease) {
    this.name = name;
    this.pool = pool;
    this.lease = lease;
  }

  /** Creates a volume, its padding before it, and returns its path. */
  public Path createVolume(VolumeSource.Created source) {
    source.padding().ifPresent(this::createVolume);
    return Deadline.call(
        "create the volume " + source.name() + " in the pool " + name,
        Hypervisor.LONG,
        () -> {
          StorageVol volume =
              pool.storageVolCreateXML(
                  source.xml(), source.preallocateMetadata() ? PREALLOCATE_METADATA : 0);
          Path path = Path.of(volume.getPath());
          volume.free();
          return path;
        });
  }

  @Override
  public void close() {
    lease.close();
  }
}
