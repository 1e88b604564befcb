package io.poolbench.run;

import io.poolbench.backend.PoolSpec;
import io.poolbench.backend.Site;
import io.poolbench.backend.StorageBackend;
import io.poolbench.backend.VolumeSource;
import io.poolbench.host.CommandException;
import io.poolbench.host.DeviceGuard;
import io.poolbench.lease.Journal;
import io.poolbench.lease.Reaper;
import io.poolbench.lease.Undoers;
import io.poolbench.libvirt.Hypervisor;
import io.poolbench.libvirt.HypervisorException;
import io.poolbench.libvirt.Pool;
import io.poolbench.scenario.Scenario;
import io.poolbench.substrate.Luns;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Looks, before a run begins, whether it may have the LUNs of its backends that are somebody's: a
 * LUN is found, and may be there, only while its pool is, so each pool is made once and ended
 * again.
 */
public final class LunCheck {
  private final Hypervisor hypervisor;
  private final Undoers undoers;
  private final Path journals;

  /**
   * @param workFolder where the journal is kept meanwhile, see {@link #journals}
   */
  public LunCheck(Hypervisor hypervisor, Undoers undoers, Path workFolder) {
    this.hypervisor = hypervisor;
    this.undoers = undoers;
    this.journals = journals(workFolder);
  }

  /** Where looks keep their journals while they go on, as runs do in the results' folder. */
  public static Path journals(Path workFolder) {
    return workFolder.resolve("looks");
  }

  /**
   * Looks at all of them; nothing is written to any, and nothing left logged in.
   *
   * @param overwrite names of LUNs whose content may be lost
   * @param run the run's name, told to whoever wants one meanwhile
   * @return what the run takes them by
   * @throws io.poolbench.host.DeviceRefusedException when one may not be used
   * @throws UnmetRequirements when one cannot be reached, or does not let go
   */
  public Luns check(Scenario scenario, Set<String> overwrite, String run)
      throws InterruptedException, IOException {
    Luns luns = new Luns(new DeviceGuard(), overwrite, run);
    List<StorageBackend> somebodys =
        scenario.backends().stream().filter(LunCheck::isSomebodys).toList();
    if (somebodys.isEmpty()) {
      return luns;
    }
    new Reaper(journals, undoers).reap();
    for (StorageBackend backend : somebodys) {
      look(luns, backend);
    }
    return luns;
  }

  private void look(Luns luns, StorageBackend backend) throws InterruptedException, IOException {
    String name = "poolbench-lun-" + UUID.randomUUID();
    Path own = Files.createDirectories(journals.resolve(name));
    Path file = own.resolve("journal.jsonl");
    List<String> left = new ArrayList<>();
    try (Journal journal = Journal.open(file, undoers)) {
      try {
        look(journal, luns, backend, site(name));
      } finally {
        left.addAll(journal.releaseAll());
      }
    } finally {
      // what could not be taken down is for cleanup, which reads the journal
      if (left.isEmpty()) {
        Files.deleteIfExists(file);
        Files.deleteIfExists(own);
        deleteIfEmpty(journals);
      }
    }
    if (!left.isEmpty()) {
      throw new UnmetRequirements(left);
    }
  }

  private static void deleteIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // another run looks now, or has left something for cleanup
      return;
    }
  }

  /** The LUNs that a run would overwrite and that are somebody's, in words. */
  public static List<String> overwritten(Scenario scenario) {
    List<String> luns = new ArrayList<>();
    for (StorageBackend backend : scenario.backends()) {
      if (isSomebodys(backend)) {
        Site site = site("poolbench");
        if (backend.volumeSource(site) instanceof VolumeSource.Lun lun) {
          String adapter = backend.settings().getOrDefault("adapter", "");
          luns.add("%s: %s of %s".formatted(backend.name(), lun.words(), adapter));
          continue;
        }
        if (backend.volumeSource(site) instanceof VolumeSource.Mapped mapped) {
          luns.add("%s: the map %s".formatted(backend.name(), mapped.path()));
          continue;
        }
        String volume =
            backend.volumeSource(site) instanceof VolumeSource.RemoteLun remote
                ? remote.name()
                : ((VolumeSource.Existing) backend.volumeSource(site)).name();
        backend
            .pool(site)
            .flatMap(PoolSpec::login)
            .ifPresent(
                login ->
                    luns.add(
                        "%s: %s of %s at %s"
                            .formatted(backend.name(), volume, login.target(), login.portal())));
      }
    }
    return luns;
  }

  /** A backend that ends elsewhere needs no more of its site than the pool's name. */
  private static Site site(String name) {
    return new Site(name, Path.of("/dev/null"), 0, Path.of("/"));
  }

  private static boolean isSomebodys(StorageBackend backend) {
    if (backend.isOnSubstrate()) {
      return false;
    }
    VolumeSource source = backend.volumeSource(site("poolbench"));
    return source instanceof VolumeSource.Lun
        || source instanceof VolumeSource.RemoteLun remote && !remote.owned()
        || source instanceof VolumeSource.Mapped mapped && !mapped.owned()
        || source instanceof VolumeSource.Existing existing && !existing.owned();
  }

  private void look(Journal journal, Luns luns, StorageBackend backend, Site site)
      throws InterruptedException {
    try {
      PoolSpec spec = backend.pool(site).orElseThrow();
      Pool pool = PoolStart.start(journal, hypervisor, spec, new ArrayDeque<>());
      if (backend.volumeSource(site) instanceof VolumeSource.RemoteLun remote) {
        pool.awaitRemote(remote.name());
        luns.look(RemoteVolume.lun(backend, site), backend.disk().sizeBytes());
        return;
      }
      luns.look(path(pool, backend.volumeSource(site)), backend.disk().sizeBytes());
    } catch (HypervisorException | CommandException | IOException e) {
      throw new UnmetRequirements(
          List.of("the LUN of backend " + backend.name() + " cannot be had: " + e.getMessage()));
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path path(Pool pool, VolumeSource source)
      throws IOException, InterruptedException {
    if (source instanceof VolumeSource.Mapped mapped) {
      return LunSearch.await(pool, mapped);
    }
    return source instanceof VolumeSource.Lun lun
        ? LunSearch.await(pool, lun)
        : pool.awaitVolume(((VolumeSource.Existing) source).name());
  }
}
