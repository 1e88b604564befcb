package io.poolbench.run;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.PoolSpec;
import io.poolbench.backend.Preparation;
import io.poolbench.backend.Site;
import io.poolbench.backend.StorageBackend;
import io.poolbench.backend.Volume;
import io.poolbench.backend.VolumeSource;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Lease;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.libvirt.LastingVolume;
import io.poolbench.libvirt.Pool;
import io.poolbench.substrate.DeviceFacts;
import io.poolbench.substrate.Mounts;
import io.poolbench.substrate.Place;
import io.poolbench.substrate.Substrate;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A backend built on the substrate, with its volume. Closing takes it down in reverse order. */
final class Provisioned implements AutoCloseable {
  private final Deque<AutoCloseable> made = new ArrayDeque<>();
  private final Volume volume;
  private final Map<String, String> effective;

  private Provisioned(
      Journal journal,
      Hypervisor hypervisor,
      Substrate substrate,
      StorageBackend backend,
      Site site)
      throws Exception {
    Place place = new Place(site.device(), site.sizeBytes());
    try {
      if (backend.isOnSubstrate()) {
        substrate.blank(place);
      }
      prepare(journal, backend.preparation(site), site);
      Optional<PoolSpec> spec = backend.pool(site);
      Pool pool = null;
      if (spec.isPresent()) {
        pool = hypervisor.createPool(journal, spec.get());
        made.push(pool);
        NetworkMount.check(backend, site.mountPoint());
      }
      VolumeSource source = backend.volumeSource(site);
      Path path = site.device();
      if (source instanceof VolumeSource.Created created && pool != null) {
        path =
            backend.isOnSubstrate()
                ? pool.createVolume(created)
                : onServer(NetworkMount.create(journal, pool, created, backend, site.mountPoint()));
      }
      volume = new Volume(path, backend.format(), backend.disk().sizeBytes());
      if (backend.isOnSubstrate()) {
        substrate.remember(place);
      }
      effective = new LinkedHashMap<>(Mounts.effective(site.mountPoint()));
      if (backend.preparation(site) instanceof Preparation.Share share) {
        effective.putAll(OwnServer.effective(share));
      }
      effective.put(
          "built on",
          backend.isOnSubstrate()
              ? site.device().toString()
              : Mounts.source(site.mountPoint()).orElse("a server"));
      if (backend.diskSource(volume) instanceof DiskSource.Block) {
        effective.putAll(DeviceFacts.start(path));
      }
    } catch (Exception e) {
      try {
        close();
      } catch (RuntimeException stuck) {
        e.addSuppressed(stuck);
      }
      throw e;
    }
  }

  static Provisioned of(
      Journal journal,
      Hypervisor hypervisor,
      Substrate substrate,
      StorageBackend backend,
      Site site)
      throws Exception {
    return new Provisioned(journal, hypervisor, substrate, backend, site);
  }

  private void prepare(Journal journal, Preparation preparation, Site site) throws Exception {
    if (preparation instanceof Preparation.MakeFilesystem make) {
      Mounts.makeFilesystem(make.filesystem().mkfs(site.device().toString(), site.sizeBytes()));
      if (make.mount()) {
        Lease mount =
            Mounts.mount(journal, site.device(), make.filesystem().word(), site.mountPoint());
        made.push(mount);
      }
    } else if (preparation instanceof Preparation.Share share) {
      OwnServer.serve(journal, share, site, made::push);
    }
  }

  private Path onServer(LastingVolume created) {
    made.push(created.lease());
    return created.path();
  }

  Volume volume() {
    return volume;
  }

  /** What the kernel shows of where the volume lies, by name. */
  Map<String, String> effective() {
    return effective;
  }

  @Override
  public void close() {
    RuntimeException first = null;
    while (!made.isEmpty()) {
      try {
        made.pop().close();
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      } catch (Exception e) {
        first = first == null ? new IllegalStateException(e) : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
