package io.poolbench.backend;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is done before libvirt makes the pool. Whatever it makes is undone after the trial. */
public sealed interface Preparation {
  /** Nothing: libvirt builds what is needed, or the device is used as it is. */
  record None() implements Preparation {}

  /**
   * A filesystem is made with lazy initialisation off; libvirt's {@code pool-build} takes no mkfs
   * options, and a filesystem that goes on initialising itself would write during the trial.
   *
   * @param mount whether it is mounted on the site's mount point too (a directory pool), or left to
   *     libvirt (a filesystem pool)
   */
  record MakeFilesystem(Filesystem filesystem, boolean mount) implements Preparation {}

  /**
   * The pool will make a volume group, which ending the pool leaves on the device: it is removed
   * after the pool.
   */
  record VolumeGroup(String name) implements Preparation {}

  /**
   * A filesystem on the device is served by the lab's own server.
   *
   * @param folder where the server expects it
   */
  record Share(Filesystem filesystem, Path folder, Server server) implements Preparation {}

  /**
   * The device is served by the lab's own iSCSI target as LUN 1.
   *
   * @param iqn the target's name
   * @param chap whom it lets in; everybody when empty
   * @param writeCache whether it may answer a write before the device was told to flush it
   */
  record Target(String iqn, Optional<Chap> chap, boolean writeCache) implements Preparation {}

  /**
   * The device is served by the lab's own iSCSI target as LUN 1 at several portals, all are logged
   * in to, and device-mapper makes one device of the paths.
   *
   * @param iqn the target's name
   * @param portals addresses, each with its port; the first is the lab's own
   * @param map the device's name below {@code /dev/mapper}
   * @param selector how it chooses a path
   */
  record Paths(String iqn, List<String> portals, String map, String selector)
      implements Preparation {}

  /**
   * The kernel's scsi_debug makes a SCSI host adapter with one LUN in this machine's memory; {@link
   * Site#adapter} is its name then.
   */
  record RamDisk(long sizeBytes) implements Preparation {}

  /** How a folder is served. */
  sealed interface Server {
    /**
     * By the kernel's NFS server.
     *
     * @param options as exports(5) takes them
     */
    record Nfs(String options) implements Server {}

    /** By Samba, whose shares lead to the folder already. */
    record Cifs() implements Server {}

    /**
     * By glusterd, as a volume with one brick in the folder.
     *
     * @param host the brick's address, at which clients find it
     */
    record Gluster(String host, String volume) implements Server {}
  }
}
