package io.poolbench.backend;

import java.util.Optional;

/** Where a trial's volume comes from. */
public sealed interface VolumeSource {
  /**
   * libvirt creates it in the pool.
   *
   * @param padding a volume that is created first and never used, only to align this one
   * @param xml libvirt's storage volume XML
   * @param preallocateMetadata passes {@code VIR_STORAGE_VOL_CREATE_PREALLOC_METADATA}
   */
  record Created(Optional<Created> padding, String name, String xml, boolean preallocateMetadata)
      implements VolumeSource {}

  /** The substrate's device itself, its first {@code sizeBytes}. */
  record WholeDevice(long sizeBytes) implements VolumeSource {}
}
