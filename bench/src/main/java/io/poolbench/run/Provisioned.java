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
import io.poolbench.libvirt.Pool;
import io.poolbench.substrate.DeviceFacts;
import io.poolbench.substrate.IscsiFacts;
import io.poolbench.substrate.IscsiTarget;
import io.poolbench.substrate.Luns;
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
      Luns luns,
      StorageBackend backend,
      Site site)
      throws Exception {
    Place place = new Place(site.device(), site.sizeBytes());
    try {
      substrate.blank(place);
      prepare(journal, backend.preparation(site), site);
      Optional<PoolSpec> spec = backend.pool(site);
      Pool pool = null;
      if (spec.isPresent()) {
        pool = PoolStart.start(journal, hypervisor, spec.get(), made);
      }
      VolumeSource source = backend.volumeSource(site);
      Path path = site.device();
      if (source instanceof VolumeSource.Created created && pool != null) {
        path = pool.createVolume(created);
      } else if (source instanceof VolumeSource.Existing existing && pool != null) {
        path = pool.awaitVolume(existing.name());
        if (!existing.owned()) {
          made.push(luns.take(journal, path, backend.disk().sizeBytes()));
        }
      }
      volume = new Volume(path, backend.format(), backend.disk().sizeBytes());
      substrate.remember(place);
      effective = new LinkedHashMap<>(Mounts.effective(site.mountPoint()));
      effective.put(
          "built on", backend.isOnSubstrate() ? site.device().toString() : path.toString());
      if (spec.flatMap(PoolSpec::login).isPresent()) {
        effective.putAll(IscsiFacts.of(path));
      }
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
      Luns luns,
      StorageBackend backend,
      Site site)
      throws Exception {
    return new Provisioned(journal, hypervisor, substrate, luns, backend, site);
  }

  private void prepare(Journal journal, Preparation preparation, Site site) throws Exception {
    if (preparation instanceof Preparation.MakeFilesystem make) {
      Mounts.makeFilesystem(make.filesystem().mkfs(site.device().toString(), site.sizeBytes()));
      if (make.mount()) {
        Lease mount =
            Mounts.mount(journal, site.device(), make.filesystem().word(), site.mountPoint());
        made.push(mount);
      }
    } else if (preparation instanceof Preparation.Target target) {
      Optional<IscsiTarget.Account> account =
          target.chap().map(chap -> new IscsiTarget.Account(chap.user(), chap.passwordFile()));
      made.push(
          IscsiTarget.serve(journal, site.device(), target.iqn(), account, target.writeCache()));
    }
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
