package io.poolbench.run;

import io.poolbench.backend.DiskSource;
import io.poolbench.backend.Login;
import io.poolbench.backend.PoolSpec;
import io.poolbench.backend.Site;
import io.poolbench.backend.StorageBackend;
import io.poolbench.backend.Volume;
import io.poolbench.substrate.RemoteLun;
import java.util.Optional;

/** What is particular about a volume that only QEMU reaches. */
final class RemoteVolume {
  private RemoteVolume() {}

  /** The LUN of a backend whose volume is one. */
  static RemoteLun lun(StorageBackend backend, Site site) {
    Volume none = new Volume(Optional.empty(), backend.format(), backend.disk().sizeBytes());
    return RemoteLun.of(
        (DiskSource.IscsiLun) backend.diskSource(site, none),
        backend.pool(site).flatMap(PoolSpec::login).flatMap(Login::chap));
  }
}
