package io.poolbench.libvirt;

import java.util.Arrays;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;
import org.libvirt.StoragePool;
import org.libvirt.StorageVol;

/** Volumes of a pool by their names. */
final class Volumes {
  private Volumes() {}

  /** Deletes a volume, unless it is not there. */
  static void delete(StoragePool pool, String name) throws LibvirtException {
    // it may have come to be after libvirt last looked: its making was cut off from whoever asked
    pool.refresh(0);
    if (!Arrays.asList(pool.listVolumes()).contains(name)) {
      return;
    }
    StorageVol volume = pool.storageVolLookupByName(name);
    try {
      volume.delete(0);
    } catch (LibvirtException e) {
      if (e.getError() == null || e.getError().getCode() != ErrorNumber.VIR_ERR_NO_STORAGE_VOL) {
        throw e;
      }
    } finally {
      volume.free();
    }
  }
}
