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
import io.poolbench.measure.AllocationCheck;
import io.poolbench.substrate.AgedFilesystem;
import io.poolbench.substrate.CopyOnWrite;
import io.poolbench.substrate.DeviceFacts;
import io.poolbench.substrate.IscsiFacts;
import io.poolbench.substrate.IscsiTarget;
import io.poolbench.substrate.Luns;
import io.poolbench.substrate.Mounts;
import io.poolbench.substrate.MultipathMap;
import io.poolbench.substrate.Place;
import io.poolbench.substrate.ScsiDebug;
import io.poolbench.substrate.ScsiFacts;
import io.poolbench.substrate.Substrate;
import io.poolbench.substrate.VolumeGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A backend built on the substrate, with its volume. Closing takes it down in reverse order. */
final class Provisioned implements AutoCloseable {
  private final Deque<AutoCloseable> made = new ArrayDeque<>();
  private final Volume volume;
  private final DiskSource source;
  private final VolumeSecret secret;
  private @Nullable VolumeGroup group;
  private @Nullable String map;
  private final Map<String, String> effective;

  private Provisioned(
      Journal journal,
      Hypervisor hypervisor,
      Substrate substrate,
      Luns luns,
      StorageBackend backend,
      Site given,
      long seed)
      throws Exception {
    Place place = new Place(given.device(), given.further(), given.sizeBytes());
    secret = VolumeSecret.of(backend, given);
    try {
      if (backend.isOnSubstrate()) {
        substrate.blank(place);
      }
      Site site = prepare(journal, backend.preparation(given), given);
      secret.define(journal, hypervisor, backend, site).ifPresent(made::push);
      Pool pool = pool(journal, hypervisor, backend, site);
      if (pool != null) {
        NetworkMount.check(backend, site.mountPoint());
      }
      Map<String, String> aged = age(backend, site, seed);
      Optional<Path> path = path(journal, luns, backend, site, pool);
      volume = new Volume(path, backend.format(), backend.disk().sizeBytes());
      source = backend.diskSource(site, volume);
      if (backend.isOnSubstrate()) {
        substrate.remember(place);
      }
      effective = new LinkedHashMap<>(Mounts.effective(site.mountPoint()));
      if (backend.preparation(site) instanceof Preparation.Share share) {
        effective.putAll(OwnServer.effective(share));
      }
      if (path.isPresent()) {
        effective.putAll(CopyOnWrite.facts(site.mountPoint(), path.get()));
      }
      effective.putAll(aged);
      effective.put("built on", builtOn(backend, site, path));
      if (source instanceof DiskSource.IscsiLun) {
        effective.putAll(RemoteVolume.lun(backend, site).facts());
      }
      if (source instanceof DiskSource.Block block) {
        effective.putAll(factsOf(backend, site, block.path()));
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

  /**
   * Builds a backend.
   *
   * @param seed of what is drawn where it is made to look old; the same for every backend of a
   *     block
   */
  static Provisioned of(
      Journal journal,
      Hypervisor hypervisor,
      Substrate substrate,
      Luns luns,
      StorageBackend backend,
      Site site,
      long seed)
      throws Exception {
    return new Provisioned(journal, hypervisor, substrate, luns, backend, site, seed);
  }

  /** Makes the image's filesystem look used, before the image is in it. */
  private static Map<String, String> age(StorageBackend backend, Site site, long seed)
      throws Exception {
    return backend.ageing().fillsFilesystem()
        ? AgedFilesystem.age(
            site.mountPoint(), backend.imageBytes(), backend.ageing().fillPercent(), seed)
        : Map.of();
  }

  private @Nullable Pool pool(
      Journal journal, Hypervisor hypervisor, StorageBackend backend, Site site) throws Exception {
    Optional<PoolSpec> spec = backend.pool(site);
    if (spec.isEmpty()) {
      return null;
    }
    if (!(backend.preparation(site) instanceof Preparation.VolumeGroup named)) {
      return PoolStart.start(journal, hypervisor, spec.get(), made);
    }
    // the group's lease covers the pool's making, which makes the group: whatever that leaves
    // behind is the lease's to take down, after the pool
    List<Pool> pools = new ArrayList<>();
    group =
        VolumeGroup.create(
            journal,
            named.name(),
            site.devices(backend),
            () -> pools.add(hypervisor.createPool(journal, spec.get())));
    made.push(group);
    made.push(pools.get(0));
    return pools.get(0);
  }

  /** Prepares the site, and returns it with what is known of it then. */
  private Site prepare(Journal journal, Preparation preparation, Site site) throws Exception {
    if (preparation instanceof Preparation.MakeFilesystem make) {
      Mounts.makeFilesystem(make.filesystem().mkfs(site.device().toString(), site.sizeBytes()));
      if (make.mount()) {
        Lease mount =
            Mounts.mount(
                journal,
                site.device(),
                make.filesystem().word(),
                make.filesystem().mountOptions(),
                site.mountPoint());
        made.push(mount);
      }
    } else if (preparation instanceof Preparation.Target target) {
      Optional<IscsiTarget.Account> account =
          target.chap().map(chap -> new IscsiTarget.Account(chap.user(), chap.passwordFile()));
      made.push(
          IscsiTarget.serve(journal, site.device(), target.iqn(), account, target.writeCache()));
    } else if (preparation instanceof Preparation.Paths paths) {
      OwnPaths.serve(journal, paths, site.device(), made::push);
    } else if (preparation instanceof Preparation.Share share) {
      OwnServer.serve(journal, share, site, made::push);
    } else if (preparation instanceof Preparation.RamDisk ram) {
      ScsiDebug.Adapter adapter = ScsiDebug.load(journal, ram.sizeBytes());
      made.push(adapter.lease());
      return site.onAdapter(adapter.host());
    }
    return site;
  }

  private Map<String, String> factsOf(StorageBackend backend, Site site, Path device)
      throws Exception {
    Map<String, String> facts = new LinkedHashMap<>();
    if (backend.pool(site).flatMap(PoolSpec::login).isPresent()) {
      facts.putAll(IscsiFacts.of(device));
    }
    if (backend.pool(site).filter(spec -> spec.type().equals("scsi")).isPresent()) {
      facts.putAll(ScsiFacts.of(device));
    }
    facts.putAll(DeviceFacts.start(device));
    if (group != null) {
      facts.putAll(group.facts(device));
    }
    if (map != null) {
      facts.putAll(MultipathMap.facts(map));
    }
    return facts;
  }

  /** Where the volume is, once it is there; empty when only QEMU reaches it. */
  private Optional<Path> path(
      Journal journal, Luns luns, StorageBackend backend, Site site, @Nullable Pool pool)
      throws Exception {
    VolumeSource source = backend.volumeSource(site);
    if (source instanceof VolumeSource.Commanded commanded) {
      secret.run(commanded.commands());
      return Optional.of(commanded.path());
    }
    if (source instanceof VolumeSource.Remote remote && pool != null) {
      makeRemote(journal, backend, site, pool, remote);
      pool.awaitRemote(remote.name());
      return Optional.empty();
    }
    if (source instanceof VolumeSource.Existing existing && pool != null) {
      Path path = pool.awaitVolume(existing.name());
      if (!existing.owned()) {
        made.push(luns.take(journal, path, backend.disk().sizeBytes()));
      }
      return Optional.of(path);
    }
    if (source instanceof VolumeSource.RemoteLun remote && pool != null) {
      pool.awaitRemote(remote.name());
      if (!remote.owned()) {
        made.push(luns.take(journal, RemoteVolume.lun(backend, site), backend.disk().sizeBytes()));
      }
      return Optional.empty();
    }
    if (source instanceof VolumeSource.Lun lun && pool != null) {
      Path path = LunSearch.await(pool, lun);
      made.push(luns.take(journal, path, backend.disk().sizeBytes()));
      return Optional.of(path);
    }
    if (source instanceof VolumeSource.Mapped mapped && pool != null) {
      Path path = LunSearch.await(pool, mapped);
      if (!mapped.owned()) {
        made.push(luns.take(journal, path, backend.disk().sizeBytes()));
      }
      map = mapped.name();
      return Optional.of(path);
    }
    if (source instanceof VolumeSource.Created created && pool != null) {
      if (backend.isOnSubstrate()) {
        return Optional.of(VolumeSecret.timed(() -> pool.createVolume(created)));
      }
      LastingVolume lasting =
          NetworkMount.create(journal, pool, created, backend, site.mountPoint());
      made.push(lasting.lease());
      return Optional.of(lasting.path());
    }
    return Optional.of(site.device());
  }

  private void makeRemote(
      Journal journal, StorageBackend backend, Site site, Pool pool, VolumeSource.Remote remote)
      throws Exception {
    if (backend.isOnSubstrate() || remote.commands().isEmpty()) {
      secret.run(remote.commands());
      return;
    }
    made.push(
        NetworkMount.make(
            journal,
            pool,
            remote,
            backend,
            site.mountPoint(),
            () -> {
              secret.run(remote.commands());
              return remote;
            }));
  }

  /** The substrate's device, or what of somebody's server it is. */
  private String builtOn(StorageBackend backend, Site site, Optional<Path> path)
      throws IOException {
    if (backend.isOnSubstrate()) {
      return site.devices(backend).stream().map(Path::toString).collect(Collectors.joining(", "));
    }
    return Mounts.source(site.mountPoint())
        .or(() -> path.map(Path::toString))
        .or(source::image)
        .orElse("somebody's server");
  }

  /** What the guest is given. */
  DiskSource source() {
    return source;
  }

  /** How much of what the guest is given was written. */
  AllocationCheck.Looked allocation() throws InterruptedException {
    return secret.allocation(source, volume.sizeBytes());
  }

  /** What the kernel shows of where the volume lies, by name. */
  Map<String, String> effective() {
    return effective;
  }

  /** What is known of where the volume lies before or after the workloads alone, by name. */
  Map<String, String> fill(String when) throws InterruptedException {
    if (map != null) {
      return MultipathMap.active(map, when);
    }
    return group == null ? Map.of() : group.fill(volume.localPath(), when);
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
