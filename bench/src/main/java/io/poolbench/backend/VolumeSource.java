package io.poolbench.backend;

import java.nio.file.Path;
import java.util.List;
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

  /**
   * Programs make it once the pool is there; for what libvirt cannot make.
   *
   * @param path where it is then
   */
  record Commanded(List<HostCommand> commands, Path path) implements VolumeSource {}

  /**
   * It is there, and everything on it may be overwritten.
   *
   * @param name in the pool
   * @param owned whether the run made what it lies on; else it is somebody's, and the guard has to
   *     let it pass
   */
  record Existing(String name, boolean owned) implements VolumeSource {}

  /**
   * One that QEMU reaches by itself, without this machine's kernel.
   *
   * @param commands make it once the pool is there; none when it is there already
   * @param name in the pool
   */
  record Remote(List<HostCommand> commands, String name) implements VolumeSource {}

  /** The substrate's device itself, its first {@code sizeBytes}. */
  record WholeDevice(long sizeBytes) implements VolumeSource {}
}
