package io.poolbench.backend;

/** What is done to the substrate's device before libvirt sees it. */
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
}
